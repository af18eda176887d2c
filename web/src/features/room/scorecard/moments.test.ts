import { expect, it } from "vitest";
import { CODE, memoryView } from "@/live/memory/memory-view";
import type { RoomEvent, TimelineEntry } from "@/live/types";
import { momentAt, momentsOf } from "./moments";

const CARL = { id: "carl", name: "Carl", role: "candidate" as const };

/** An entry that long after the room was made, in seconds. */
const at = (seconds: number, seq: number, event: object): TimelineEntry =>
  ({ seq, at: 1_000_000 + seconds * 1_000, actor: CARL, ...event }) as TimelineEntry & RoomEvent;

const ENTRIES = [
  at(0, 1, { type: "created" }),
  at(30, 3, { type: "language_set", language: "python" }),
  at(60, 4, { type: "started" }),
  at(125, 7, { type: "problem_chosen", title: "Merge" }),
  at(200, 9, { type: "said", text: "hello", to: "all" }),
  at(300, 12, { type: "signal", kind: "tab_hidden", n: 1 }),
  at(310, 13, { type: "signal", kind: "tab_visible", n: 2 }),
  at(350, 14, { type: "signal", kind: "pasted_from_outside", n: 3, length: 14, pad: CODE }),
  at(400, 15, { type: "hint_revealed", index: 0, text: "…" }),
  // Of a version that this page does not know otherwise.
  at(500, 17, { type: "run_started" }),
];

it("has what somebody did, with the time of the interview", () => {
  const lines = momentsOf(ENTRIES, memoryView().pads).map(
    ({ seq, clock, text }) => `${seq} ${clock} ${text}`,
  );
  expect(lines).toEqual([
    "3 0:00 Language: python",
    "4 0:00 The interview started",
    "7 1:05 Problem: Merge",
    "12 4:00 Tab in the background for 10 s",
    "14 4:50 Pasted from outside into main, 14 characters",
    "15 5:40 Hint 1 revealed",
    "17 7:20 Carl ran the code",
  ]);
});

it("names a moment that it does not know by its place", () => {
  const moments = momentsOf(ENTRIES, memoryView().pads);
  expect(momentAt(moments, 7).text).toBe("Problem: Merge");
  expect(momentAt(moments, 8)).toEqual({ seq: 8, at: null, clock: "#8", text: "Moment" });
});
