import { beforeEach, expect, it, vi } from "vitest";
import { Timeline } from "@/live/timeline";
import type { TimelineEntry } from "@/live/types";

const said = (seq: number): TimelineEntry => ({
  seq,
  at: seq,
  actor: { id: "asha", name: "Asha", role: "host" },
  type: "said",
  text: "",
  to: "all",
});

let timeline: Timeline;
const seqs = () => timeline.entries.get().map(({ seq }) => seq);

beforeEach(() => {
  vi.useFakeTimers();
  timeline = new Timeline();
  return () => vi.useRealTimers();
});

it("shows history as one, and knows how far it has come before that", () => {
  for (const seq of [1, 3, 3, 4]) timeline.addHistory(said(seq));
  expect(seqs()).toEqual([]);
  expect(timeline.last()).toBe(4);
  vi.advanceTimersByTime(100);
  expect(seqs()).toEqual([1, 3, 4]);
});

it("shows what happens now at once, behind the history that is still coming", () => {
  timeline.addHistory(said(1));
  timeline.add(said(2));
  timeline.add(said(2));
  expect(seqs()).toEqual([1, 2]);
});

it("begins anew without losing what came meanwhile", () => {
  timeline.add(said(4));
  timeline.addHistory(said(9));
  timeline.replace([said(2), said(4)]);
  expect(seqs()).toEqual([2, 4, 9]);
});
