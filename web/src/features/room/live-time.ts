import type { RoomView, TimelineEntry } from "@/live/types";

/** From when to when, in ms. */
type Span = readonly [from: number, to: number];

/** Each pause from an end to the reopening, as far as this person saw it. */
function pauses(entries: readonly TimelineEntry[]): Span[] {
  const spans: Span[] = [];
  let since: number | null = null;
  for (const { type, at } of entries) {
    if (type === "ended") since = at;
    if (type === "reopened" && since !== null) spans.push([since, at]);
    if (type === "reopened") since = null;
  }
  return spans;
}

/** How much of a span the room was live, in ms: without the pauses between an end and a reopening. Never negative. */
export function liveWithin(entries: readonly TimelineEntry[], [from, to]: Span): number {
  const paused = pauses(entries).map(([a, b]) => Math.min(b, to) - Math.max(a, from));
  const pause = paused.reduce((sum, ms) => sum + Math.max(0, ms), 0);
  return Math.max(0, to - from - pause);
}

/** How long a room has been live, or was, in ms; 0 for one that was not started. */
export function liveFor(
  entries: readonly TimelineEntry[],
  { status, startedAt, endedAt }: Pick<RoomView["room"], "status" | "startedAt" | "endedAt">,
  now: number,
): number {
  if (!startedAt) return 0;
  return liveWithin(entries, [startedAt, status === "ended" ? (endedAt ?? now) : now]);
}
