import type { RoomView, TimelineEntry } from "@/live/types";
import { liveWithin } from "../live-time";

/** How long a problem was, or is, the one that is worked on. */
export interface ProblemTime {
  /** The seq of its choice: the same problem may be chosen twice. */
  key: number;
  title: string;
  ms: number;
}

/**
 * How long each problem has been the room's, in the order they were chosen. The time before the
 * interview started does not count, nor does that after its end until a reopening; a choice from before one came in is
 * not known, so its problem is not among them.
 */
export function problemTimes(
  entries: readonly TimelineEntry[],
  { status, startedAt, endedAt }: RoomView["room"],
  now: number,
): ProblemTime[] {
  if (!startedAt) return [];
  const end = status === "ended" ? (endedAt ?? now) : now;
  const chosen = entries.flatMap((entry) => (entry.type === "problem_chosen" ? [entry] : []));
  return chosen.map(({ seq, at, title }, index) => {
    const until = Math.min(chosen[index + 1]?.at ?? end, end);
    return { key: seq, title, ms: liveWithin(entries, [Math.max(at, startedAt), until]) };
  });
}
