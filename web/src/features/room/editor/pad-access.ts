import type { PadInfo, RoomView } from "@/live/types";
import { interviews } from "../live-context";

/** Why someone may only read a pad now; null if they may write. */
export type ReadOnly = "ended" | "observer" | "locked" | "focus-time" | null;

/** How long after its time a focus time that nobody ended is no longer believed, in ms. */
const OVERDUE_MS = 2_000;

/** Whether the room's own rules let this person write in a pad; the server decides, this only foresees. */
export function readOnlyBecause(view: RoomView, pad: PadInfo, now: number): ReadOnly {
  const { me, room, focusTime } = view;
  if (room.status === "ended") return "ended";
  if (me.role === "observer") return "observer";
  if (pad.locked && !interviews(me.role)) return "locked";
  // This browser only estimates the time: the view says when it is over, and is waited for.
  const frozen = pad.kind === "code" && (focusTime?.until ?? -OVERDUE_MS) + OVERDUE_MS > now;
  return frozen && me.role !== "candidate" ? "focus-time" : null;
}
