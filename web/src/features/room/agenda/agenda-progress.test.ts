import { expect, it } from "vitest";
import type { AgendaItem } from "@/api/types";
import { memoryView } from "@/live/memory/memory-view";
import type { TimelineEntry } from "@/live/types";
import { agendaProgress, nextOf } from "./agenda-progress";

const items = ["Merge", "Sort", "Search"].map(
  (title): AgendaItem => ({ id: title, title, statement: "x", hints: [] }),
);
const chosen = (seq: number, at: number, title: string) =>
  ({ seq, at, actor: { id: "asha" }, type: "problem_chosen", title }) as TimelineEntry;
const view = (title: string | null, room = {}) => {
  const info = { title, statement: "x", hints: [], hintCount: 0 };
  return memoryView({
    problem: title === null ? null : { ...info, title },
    room: { ...memoryView().room, status: "live", startedAt: 1_000, ...room },
  });
};
const states = (progress: ReturnType<typeof agendaProgress>) =>
  progress.map(({ state, ms }) => [state, ms]);

it("tells what is done, what is on, and what comes next", () => {
  expect(nextOf(agendaProgress(items, [], view(null), 2_000))).toBe(items[0]);
  const entries = [chosen(2, 2_000, "Merge"), chosen(3, 62_000, "Sort")];
  const progress = agendaProgress(items, entries, view("Sort"), 92_000);
  expect(states(progress)).toEqual([
    ["done", 60_000],
    ["on", 30_000],
    ["open", 0],
  ]);
  expect(nextOf(progress)).toBe(items[2]);
});

it("adds up what came twice, and leaves out what is on no agenda", () => {
  const entries = [
    chosen(2, 2_000, "Merge"),
    chosen(3, 12_000, "Made up"),
    chosen(4, 20_000, "Merge"),
  ];
  const progress = agendaProgress(items, entries, view("Merge"), 25_000);
  expect(states(progress).slice(0, 2)).toEqual([
    ["on", 15_000],
    ["open", 0],
  ]);
});

it("has nothing on when the interview has ended", () => {
  const room = { status: "ended", endedAt: 9_000 } as const;
  const progress = agendaProgress(items, [chosen(2, 2_000, "Merge")], view("Merge", room), 50_000);
  expect(states(progress)[0]).toEqual(["done", 7_000]);
});
