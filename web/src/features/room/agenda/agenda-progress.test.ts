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

/** Of three, the first two are called the same; this is what each of them was chosen as. */
function twins(first: string, second: string, choices: [string, string][]) {
  const items = [first, second, "Find it."].map(
    (statement, index): AgendaItem => ({
      id: String(index),
      title: index < 2 ? "Merge" : "Search",
      statement,
      hints: [],
    }),
  );
  const entries = choices.map(([title, statement], index) => ({
    ...chosen(2 + index, 2_000 + index * 10_000, title),
    statement,
  }));
  const title = choices.at(-1)?.[0] ?? null;
  return states(agendaProgress(items, entries as TimelineEntry[], view(title), 25_000));
}

it("tells problems of one name apart, by their text or by turns", () => {
  expect(twins("x", "x", [["Merge", "x"]])).toEqual([
    ["on", 23_000],
    ["open", 0],
    ["open", 0],
  ]);
  const both: [string, string][] = [
    ["Merge", "x"],
    ["Merge", "x"],
  ];
  expect(twins("x", "x", both).slice(0, 2)).toEqual([
    ["done", 10_000],
    ["on", 13_000],
  ]);
  expect(twins("x", "y", [["Merge", "y"]]).slice(0, 2)).toEqual([
    ["open", 0],
    ["on", 23_000],
  ]);
});

it("knows a problem that got another name by its text", () => {
  expect(twins("x", "y", [["Seek", "Find it."]])[2]).toEqual(["on", 23_000]);
});

it("has nothing on when the interview has ended", () => {
  const room = { status: "ended", endedAt: 9_000 } as const;
  const progress = agendaProgress(items, [chosen(2, 2_000, "Merge")], view("Merge", room), 50_000);
  expect(states(progress)[0]).toEqual(["done", 7_000]);
});
