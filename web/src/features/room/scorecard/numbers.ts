import { plural, t } from "@lingui/core/macro";
import type { RoomView, TimelineEntry } from "@/live/types";
import { clockText, spanText } from "../durations";
import { liveFor } from "../live-time";
import { clusterSignals, type SignalCluster } from "../signals/signal-clusters";
import { SIGNAL_SUBJECTS, subjectName } from "../signals/signal-words";

/** One number of an interview, and what it counts. */
export interface Figure {
  label: string;
  value: string;
  /** What it is made of, where that says more. */
  detail?: string;
}

/** Everyone who was let in, and who made the room. */
function peopleIn(entries: readonly TimelineEntry[]): Set<string> {
  const people = new Set<string>();
  for (const entry of entries) {
    if (entry.type === "created") people.add(entry.actor.id);
    if (entry.type === "admitted") people.add(entry.person);
  }
  return people;
}

function counted(entries: readonly TimelineEntry[], type: string): number {
  return entries.filter((entry) => entry.type === type).length;
}

function chat(entries: readonly TimelineEntry[]): Figure {
  const said = entries.filter((entry) => entry.type === "said");
  const aside = said.filter(({ to }) => to === "interviewers").length;
  return {
    label: t`Chat messages`,
    value: String(said.length),
    ...(aside > 0 && { detail: t`${aside} among interviewers` }),
  };
}

/** What the timeline of a room that has ended comes to. `head` is the last entry of the log: what a timeline leaves out are edits. */
export function figuresOf(
  entries: readonly TimelineEntry[],
  head: number,
  room: RoomView["room"],
): Figure[] {
  const titles = entries.flatMap((entry) => (entry.type === "problem_chosen" ? [entry.title] : []));
  const runs = counted(entries, "run_started");
  return [
    { label: t`Duration`, value: clockText(liveFor(entries, room, room.endedAt ?? 0)) },
    { label: t`People`, value: String(peopleIn(entries).size) },
    {
      label: t`Problems`,
      value: String(titles.length),
      ...(titles.length > 0 && { detail: titles.join(", ") }),
    },
    { label: t`Hints revealed`, value: String(counted(entries, "hint_revealed")) },
    ...(runs > 0 ? [{ label: t`Runs`, value: String(runs) }] : []),
    { label: t`Edits saved`, value: String(Math.max(0, head - entries.length)) },
    chat(entries),
  ];
}

/** What candidates' browsers told, all together: one line a subject, in neutral words. */
export function signalSums(entries: readonly TimelineEntry[]): string[] {
  const clusters = clusterSignals(entries);
  return SIGNAL_SUBJECTS.flatMap((subject) => {
    const own = clusters.filter((cluster) => cluster.subject === subject);
    return own.length > 0 ? [`${subjectName(subject)}: ${sumText(own)}`] : [];
  });
}

function sumText(clusters: SignalCluster[]): string {
  const sum = (of: (cluster: SignalCluster) => number) =>
    clusters.reduce((total, cluster) => total + of(cluster), 0);
  const times = plural(
    sum(({ times }) => times),
    { one: "# time", other: "# times" },
  );
  const [lasted, characters] = [sum(({ lastedMs }) => lastedMs), sum((it) => it.characters)];
  if (characters > 0) {
    return `${times}, ${plural(characters, { one: "# character", other: "# characters" })}`;
  }
  if (lasted === 0) return times;
  const span = spanText(lasted);
  return t`${times}, ${span} together`;
}
