import { t } from "@lingui/core/macro";
import type { PadInfo, TimelineEntry } from "@/live/types";
import { clockText } from "../durations";
import { clusterSignals } from "../signals/signal-clusters";
import { signalText } from "../signals/signal-words";

/** Something that happened, to point to. */
export interface Moment {
  /** Its position in the room's log. */
  seq: number;
  /** When it happened, in ms since 1970; null where that is not known any more. */
  at: number | null;
  /** How long the interview had gone on, as a clock shows it; before its start 0:00. */
  clock: string;
  /** What happened, in a few neutral words. */
  text: string;
}

type Words = (entry: never) => string;

/** What is worth pointing to, by the entry's type; the server may know types that this page doesn't. */
const WORDS: Record<string, Words> = {
  started: () => t`The interview started`,
  problem_chosen: ({ title }: { title: string }) => t`Problem: ${title}`,
  hint_revealed: ({ index }: { index: number }) => t`Hint ${{ number: index + 1 }} revealed`,
  run_started: ({ actor }: TimelineEntry) => t`${{ name: actor.name }} ran the code`,
  pad_opened: ({ pad }: { pad: { title: string } }) => t`New pad: ${{ title: pad.title }}`,
  language_set: ({ language }: { language: string }) => t`Language: ${language}`,
  focus_time_started: () => t`Focus time started`,
  focus_time_ended: () => t`Focus time ended`,
  hand_raised: ({ actor }: TimelineEntry) => t`${{ name: actor.name }} raised a hand`,
  ended: () => t`The interview ended`,
};

/** When the interview began: what happened is timed from there. */
export function beginning(entries: readonly TimelineEntry[]): number {
  const started = entries.find(({ type }) => type === "started");
  return (started ?? entries[0])?.at ?? 0;
}

/** The moments of a timeline that show what somebody did, oldest first. */
export function momentsOf(entries: readonly TimelineEntry[], pads: readonly PadInfo[]): Moment[] {
  const from = beginning(entries);
  const moment = (seq: number, at: number, text: string): Moment => ({
    seq,
    at,
    clock: clockText(at - from),
    text,
  });
  const happened = entries.flatMap((entry) => {
    const words = WORDS[entry.type];
    return words ? [moment(entry.seq, entry.at, words(entry as never))] : [];
  });
  const signals = clusterSignals(entries).map((cluster) =>
    moment(cluster.key, cluster.from, signalText(cluster, pads)),
  );
  return [...happened, ...signals].sort((a, b) => a.seq - b.seq);
}

/** A moment that a card names, also one that is no longer among the others. */
export function momentAt(moments: readonly Moment[], seq: number): Moment {
  return (
    moments.find((moment) => moment.seq === seq) ?? {
      seq,
      at: null,
      clock: `#${seq}`,
      text: t`Moment`,
    }
  );
}
