import type { PadInfo, TimelineEntry } from "@/live/types";
import { announcement } from "../announcer/announcements";
import { clusterSignals } from "../signals/signal-clusters";
import { signalText } from "../signals/signal-words";

/** Something that happened near a moment. */
export interface Happening {
  seq: number;
  at: number;
  words: string;
}

/** How far around a moment one looks, in ms: a note is written after what it is about. */
const AROUND = { before: 90_000, after: 30_000 };

/** What the timeline has around a time, in words. */
export function happeningsAround(
  entries: readonly TimelineEntry[],
  time: number,
  nameOf: (person: string) => string,
  pads: readonly PadInfo[],
): Happening[] {
  const near = entries.filter(({ at }) => at >= time - AROUND.before && at <= time + AROUND.after);
  const signals = clusterSignals(near).map((cluster) => ({
    seq: cluster.key,
    at: cluster.from,
    words: `${cluster.name}: ${signalText(cluster, pads)}`,
  }));
  const events = near.flatMap((entry) => {
    // Nobody in particular listens: one's own doing is told, too, and by name.
    const words = announcement(entry, "", nameOf);
    return words ? [{ seq: entry.seq, at: entry.at, words }] : [];
  });
  return [...signals, ...events].sort((a, b) => a.seq - b.seq);
}
