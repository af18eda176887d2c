import { expect, it } from "vitest";
import { CODE, memoryView } from "@/live/memory/memory-view";
import type { TimelineEntry } from "@/live/types";
import { happeningsAround } from "./happenings";

const entry = (seq: number, at: number, event: object) =>
  ({ seq, at, actor: { id: "carl", name: "Carl", role: "candidate" }, ...event }) as TimelineEntry;

const ENTRIES = [
  entry(1, 5_000, { type: "hand_raised" }),
  entry(2, 100_000, { type: "hand_raised" }),
  entry(3, 110_000, { type: "signal", kind: "pasted_from_outside", n: 1, length: 14, pad: CODE }),
  entry(4, 200_000, { type: "hand_raised" }),
];

it("tells what happened a little before and after, signals with their place", () => {
  const { pads } = memoryView();
  const words = happeningsAround(ENTRIES, 120_000, () => "Carl", pads).map((it) => it.words);
  expect(words).toEqual([
    "Carl raised a hand",
    "Carl: Pasted from outside into main, 14 characters",
  ]);
});
