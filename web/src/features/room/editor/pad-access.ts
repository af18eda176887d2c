import type { PadInfo, RoomView } from "@/live/types";
import { interviews } from "../live-context";

/** Why someone may only read a pad now; null if they may write. */
export type ReadOnly = "ended" | "observer" | "locked" | "focus-time" | null;

/** Whether the room's own rules let this person write in a pad; the server decides, this only foresees. */
export function readOnlyBecause(view: RoomView, pad: PadInfo, now: number): ReadOnly {
  const { me, room, focusTime } = view;
  if (room.status === "ended") return "ended";
  if (me.role === "observer") return "observer";
  if (pad.locked && !interviews(me.role)) return "locked";
  const frozen = pad.kind === "code" && (focusTime?.until ?? 0) > now;
  return frozen && me.role !== "candidate" ? "focus-time" : null;
}
