import type { RoomView } from "@/live/types";

/** Whether this is an interviewer in a room whose hosts are all away. */
export function mayTakeOver({ me, people }: Pick<RoomView, "me" | "people">): boolean {
  if (me.role !== "interviewer") return false;
  return !people.some(({ role, online }) => role === "host" && online);
}
