import type { TimelineEntry } from "@/live/types";
import { announcement } from "../announcer/announcements";
import { clockText } from "../durations";
import { clusterSignals } from "../signals/signal-clusters";
import { signalText } from "../signals/signal-words";

/** A moment of the interview that stands in the notes. */
export interface Moment {
  /** Where in the text it stands. */
  place: number;
  /** As it is written: `12:34`. */
  label: string;
  /** Since the interview's start, in ms. */
  at: number;
  /** What is written behind it. */
  note: string;
}

/** Something that happened near a moment. */
export interface Happening {
  seq: number;
  at: number;
  words: string;
}

/** How far around a moment one looks, in ms: a note is written after what it is about. */
const AROUND = { before: 90_000, after: 30_000 };

const MARK = /\[(?:(\d{1,2}):)?(\d{1,3}):([0-5]\d)\]([^[\n]*)/g;

/** How a moment is written into notes, as a time since the interview's start in ms. */
export const momentMark = (at: number): string => `[${clockText(at)}] `;

/** The moments in a text, in the order they stand there. */
export function momentsIn(text: string): Moment[] {
  return [...text.matchAll(MARK)].map(({ index, 1: hours, 2: minutes, 3: seconds, 4: note }) => {
    const [h, m, s] = [hours, minutes, seconds].map((part) => Number(part ?? 0));
    const at = (((h ?? 0) * 60 + (m ?? 0)) * 60 + (s ?? 0)) * 1_000;
    return { place: index, label: clockText(at), at, note: (note ?? "").trim() };
  });
}

/** What the timeline has around a time, in words. */
export function happeningsAround(
  entries: readonly TimelineEntry[],
  time: number,
  nameOf: (person: string) => string,
): Happening[] {
  const near = entries.filter(({ at }) => at >= time - AROUND.before && at <= time + AROUND.after);
  const signals = clusterSignals(near).map((cluster) => ({
    seq: cluster.key,
    at: cluster.from,
    words: `${cluster.name}: ${signalText(cluster)}`,
  }));
  const events = near.flatMap((entry) => {
    // Nobody in particular listens: one's own doing is told, too, and by name.
    const words = announcement(entry, "", nameOf);
    return words ? [{ seq: entry.seq, at: entry.at, words }] : [];
  });
  return [...signals, ...events].sort((a, b) => a.seq - b.seq);
}
