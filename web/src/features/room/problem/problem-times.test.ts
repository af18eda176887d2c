import { expect, it } from "vitest";
import { memoryView } from "@/live/memory/memory-view";
import type { TimelineEntry } from "@/live/types";
import { problemTimes } from "./problem-times";

const chosen = (seq: number, at: number, title: string) =>
  ({ seq, at, actor: { id: "asha" }, type: "problem_chosen", title }) as TimelineEntry;
const { room } = memoryView();
const at = (now: number, more: Partial<typeof room>, ...entries: TimelineEntry[]) =>
  problemTimes(entries, { ...room, startedAt: 1_000, ...more }, now).map(({ title, ms }) => [
    title,
    ms,
  ]);

it("counts each problem until the next, and the last until now", () => {
  const two = [chosen(2, 5_000, "Merge"), chosen(3, 65_000, "LRU")];
  expect(at(70_000, {}, ...two)).toEqual([
    ["Merge", 60_000],
    ["LRU", 5_000],
  ]);
});

it("begins with the interview, and ends with it", () => {
  expect(at(9_000, {}, chosen(2, 400, "Early"))).toEqual([["Early", 8_000]]);
  const ended = { status: "ended", endedAt: 6_000 } as const;
  expect(at(9_000, ended, chosen(2, 2_000, "Merge"))).toEqual([["Merge", 4_000]]);
  expect(at(9_000, ended, chosen(2, 2_000, "Merge"), chosen(3, 7_000, "Late"))).toEqual([
    ["Merge", 4_000],
    ["Late", 0],
  ]);
});

it("counts no pause between an end and a reopening", () => {
  const [ended, reopened] = [
    { seq: 3, at: 6_000, actor: { id: "asha" }, type: "ended" } as TimelineEntry,
    { seq: 4, at: 90_000, actor: { id: "asha" }, type: "reopened" } as TimelineEntry,
  ];
  const goesOn = { status: "live", endedAt: 6_000 } as const;
  expect(at(95_000, goesOn, chosen(2, 2_000, "Merge"), ended, reopened)).toEqual([
    ["Merge", 9_000],
  ]);
});

it("knows no time before the interview has started", () => {
  expect(at(9_000, { startedAt: undefined }, chosen(2, 2_000, "Merge"))).toEqual([]);
});
