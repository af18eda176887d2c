import type { LiveRoom } from "@/live/live-room";
import type { SignalKind, TimelineEntry } from "@/live/types";
import type { Absences } from "./watch-browser";

/** History comes behind the first view, in one go; so long without an entry and it is all here, in ms. */
const QUIET_MS = 1_500;

/** What of a person goes on still, by the last signal about each. */
export function absencesOf(entries: readonly TimelineEntry[], person: string): Absences {
  const last = (begins: SignalKind, ends: SignalKind) =>
    entries.findLast(
      (entry) =>
        entry.type === "signal" &&
        entry.actor.id === person &&
        (entry.kind === begins || entry.kind === ends),
    );
  const goesOn = (begins: SignalKind, ends: SignalKind) => {
    const entry = last(begins, ends);
    return entry?.type === "signal" && entry.kind === begins;
  };
  return {
    tab: goesOn("tab_hidden", "tab_visible"),
    window: goesOn("window_blurred", "window_focused"),
  };
}

/** What goes on by the timeline, once it is here; `signal` ends the waiting without an answer. */
export function absencesOnArrival(
  live: LiveRoom,
  person: string,
  signal: AbortSignal,
): Promise<Absences> {
  const { entries } = live.timeline;
  return new Promise((resolve) => {
    const arrived = () => {
      unsubscribe();
      resolve(absencesOf(entries.get(), person));
    };
    let timer = setTimeout(arrived, QUIET_MS);
    const unsubscribe = entries.subscribe(() => {
      clearTimeout(timer);
      timer = setTimeout(arrived, QUIET_MS);
    });
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      unsubscribe();
    });
  });
}
