import { clockText } from "../durations";

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
