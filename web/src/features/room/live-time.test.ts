import { expect, it } from "vitest";
import type { TimelineEntry } from "@/live/types";
import { liveFor, liveWithin } from "./live-time";

const entry = (at: number, type: string) =>
  ({ seq: at, at, actor: { id: "asha" }, type }) as TimelineEntry;

const ONCE = [entry(60, "started"), entry(660, "ended")];
const AGAIN = [...ONCE, entry(1_000, "reopened"), entry(1_060, "ended")];

it("is the time from the start until now, or until the end", () => {
  const live = { status: "live", startedAt: 60 } as const;
  expect(liveFor(ONCE.slice(0, 1), live, 100)).toBe(40);
  expect(liveFor(ONCE, { status: "ended", startedAt: 60, endedAt: 660 }, 9_000)).toBe(600);
  expect(liveFor([], { status: "scheduled" }, 5_000)).toBe(0);
});

it("counts the time between an end and a reopening for none", () => {
  const goesOn = { status: "live", startedAt: 60, endedAt: 660 } as const;
  expect(liveFor(AGAIN.slice(0, 3), goesOn, 1_030)).toBe(630);
  expect(liveFor(AGAIN, { status: "ended", startedAt: 60, endedAt: 1_060 }, 9_000)).toBe(660);
});

it("counts of a pause what lies within the span", () => {
  expect(liveWithin(AGAIN, [700, 1_030])).toBe(30);
  expect(liveWithin(AGAIN, [600, 800])).toBe(60);
  expect(liveWithin(AGAIN, [700, 900])).toBe(0);
  expect(liveWithin(AGAIN, [1_010, 1_040])).toBe(30);
});
