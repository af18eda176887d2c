import type { AgendaItem } from "@/api/types";
import type { RoomView, TimelineEntry } from "@/live/types";
import { problemTimes } from "../problem/problem-times";

/** How far the room is with one prepared problem. */
export interface Progress {
  item: AgendaItem;
  /** The seqs of its choices: it may have been chosen more than once. */
  choices: number[];
  /** `on`: it is the room's now; `done`: it was before. */
  state: "open" | "on" | "done";
  /** How long it was, or is, the room's problem, in ms. */
  ms: number;
}

/** A problem as it is chosen: the log knows of no agenda. */
type Problem = Pick<AgendaItem, "title" | "statement">;

/** What a problem may be of the agenda: what is the same, else has its title, else, renamed since, its text. */
function itemsOf(items: readonly AgendaItem[], { title, statement }: Problem): AgendaItem[] {
  const called = items.filter((item) => item.title === title);
  const worded = items.filter((item) => item.statement === statement);
  const same = called.filter((item) => worded.includes(item));
  return [same, called, worded].find(({ length }) => length > 0) ?? [];
}

/** Which item each choice was of, by the choice's seq; of items that are alike it is each one's turn. */
function itemsChosen(items: readonly AgendaItem[], entries: readonly TimelineEntry[]) {
  const chosen = new Map<number, AgendaItem>();
  const had = new Set<AgendaItem>();
  for (const entry of entries) {
    if (entry.type !== "problem_chosen") continue;
    const alike = itemsOf(items, entry);
    const item = alike.find((it) => !had.has(it)) ?? alike.at(-1);
    if (!item) continue;
    had.add(item);
    chosen.set(entry.seq, item);
  }
  return chosen;
}

/** How far the room is with its agenda, by what was chosen in it. */
export function agendaProgress(
  items: readonly AgendaItem[],
  entries: readonly TimelineEntry[],
  { room, problem }: Pick<RoomView, "room" | "problem">,
  now: number,
): Progress[] {
  const chosen = itemsChosen(items, entries);
  const times = problemTimes(entries, room, now);
  const last = entries.findLast(({ type }) => type === "problem_chosen");
  // Its entry may not be here yet.
  const current = problem && ((last && chosen.get(last.seq)) ?? itemsOf(items, problem)[0]);
  const state = (item: AgendaItem, choices: number[]) => {
    if (item === current && room.status !== "ended") return "on";
    return choices.length > 0 ? "done" : "open";
  };
  return items.map((item) => {
    const choices = [...chosen].flatMap(([seq, it]) => (it === item ? [seq] : []));
    const ms = times.reduce((sum, { key, ms }) => sum + (choices.includes(key) ? ms : 0), 0);
    return { item, choices, ms, state: state(item, choices) };
  });
}

/** The problem to come next: the first that was not the room's yet. */
export const nextOf = (progress: readonly Progress[]): AgendaItem | undefined =>
  progress.find(({ state }) => state === "open")?.item;
