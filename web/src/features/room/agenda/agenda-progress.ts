import type { AgendaItem } from "@/api/types";
import type { RoomView, TimelineEntry } from "@/live/types";
import { problemTimes } from "../problem/problem-times";

/** How far the room is with one prepared problem. */
export interface Progress {
  item: AgendaItem;
  /** `on`: it is the room's now; `done`: it was before. */
  state: "open" | "on" | "done";
  /** How long it was, or is, the room's problem, in ms. */
  ms: number;
}

/**
 * How far the room is with its agenda, by what was chosen in it. A problem is known by its title: its text may be
 * mended after it was chosen.
 */
export function agendaProgress(
  items: readonly AgendaItem[],
  entries: readonly TimelineEntry[],
  { room, problem }: Pick<RoomView, "room" | "problem">,
  now: number,
): Progress[] {
  const chosen = new Set(
    entries.flatMap((entry) => (entry.type === "problem_chosen" ? [entry.title] : [])),
  );
  const times = problemTimes(entries, room, now);
  return items.map((item) => {
    const ms = times.reduce((sum, { title, ms }) => sum + (title === item.title ? ms : 0), 0);
    const on = problem?.title === item.title && room.status !== "ended";
    return { item, ms, state: on ? "on" : chosen.has(item.title) ? "done" : "open" };
  });
}

/** The problem to come next: the first that was not the room's yet. */
export const nextOf = (progress: readonly Progress[]): AgendaItem | undefined =>
  progress.find(({ state }) => state === "open")?.item;
