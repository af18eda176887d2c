import type { RoomView, TimelineEntry } from "@/live/types";
import { clockText, spanText } from "../durations";
import { liveFor } from "../live-time";
import { clusterSignals, type SignalCluster, type SignalSubject } from "../signals/signal-clusters";
import { SUBJECTS } from "../signals/signal-words";

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

const COUNT = (times: number, one: string, many: string) => `${times} ${times === 1 ? one : many}`;

function chat(entries: readonly TimelineEntry[]): Figure {
  const said = entries.filter((entry) => entry.type === "said");
  const aside = said.filter(({ to }) => to === "interviewers").length;
  return {
    label: "Chat messages",
    value: String(said.length),
    ...(aside > 0 && { detail: `${aside} among interviewers` }),
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
    { label: "Duration", value: clockText(liveFor(entries, room, room.endedAt ?? 0)) },
    { label: "People", value: String(peopleIn(entries).size) },
    {
      label: "Problems",
      value: String(titles.length),
      ...(titles.length > 0 && { detail: titles.join(", ") }),
    },
    { label: "Hints revealed", value: String(counted(entries, "hint_revealed")) },
    ...(runs > 0 ? [{ label: "Runs", value: String(runs) }] : []),
    { label: "Edits saved", value: String(Math.max(0, head - entries.length)) },
    chat(entries),
  ];
}

/** What candidates' browsers told, all together: one line a subject, in neutral words. */
export function signalSums(entries: readonly TimelineEntry[]): string[] {
  const clusters = clusterSignals(entries);
  return (Object.keys(SUBJECTS) as SignalSubject[]).flatMap((subject) => {
    const own = clusters.filter((cluster) => cluster.subject === subject);
    return own.length > 0 ? [`${SUBJECTS[subject]}: ${sumText(own)}`] : [];
  });
}

function sumText(clusters: SignalCluster[]): string {
  const sum = (of: (cluster: SignalCluster) => number) =>
    clusters.reduce((total, cluster) => total + of(cluster), 0);
  const times = COUNT(
    sum(({ times }) => times),
    "time",
    "times",
  );
  const [lasted, characters] = [sum(({ lastedMs }) => lastedMs), sum((it) => it.characters)];
  if (characters > 0) return `${times}, ${COUNT(characters, "character", "characters")}`;
  return lasted > 0 ? `${times}, ${spanText(lasted)} together` : times;
}
