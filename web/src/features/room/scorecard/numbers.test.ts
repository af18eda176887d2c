import { expect, it } from "vitest";
import { memoryView } from "@/live/memory/memory-view";
import type { TimelineEntry } from "@/live/types";
import { figuresOf, signalSums } from "./numbers";

let seq = 0;
/** An entry at so many seconds. */
function at(seconds: number, event: object, actor = "carl"): TimelineEntry {
  seq += 1;
  return { seq, at: seconds * 1_000, actor: { id: actor, name: actor }, ...event } as TimelineEntry;
}

const ROOM = {
  ...memoryView().room,
  status: "ended" as const,
  startedAt: 60_000,
  endedAt: 660_000,
};
const INTERVIEW = [
  at(0, { type: "created" }, "asha"),
  at(5, { type: "admitted", person: "carl", role: "candidate" }, "asha"),
  at(60, { type: "started" }, "asha"),
  at(70, { type: "problem_chosen", title: "Merge" }, "asha"),
  at(80, { type: "said", text: "Hi", to: "all" }),
  at(90, { type: "said", text: "Hm", to: "interviewers" }, "asha"),
  at(100, { type: "hint_revealed", index: 0, text: "…" }, "asha"),
  at(110, { type: "admitted", person: "carl", role: "candidate" }, "asha"),
  at(660, { type: "ended" }, "asha"),
];

it("counts what happened; what a timeline leaves out are edits", () => {
  const figures = figuresOf(INTERVIEW, 109, ROOM);
  expect(figures.map(({ label, value, detail }) => [label, value, detail ?? ""])).toEqual([
    ["Duration", "10:00", ""],
    ["People", "2", ""],
    ["Problems", "1", "Merge"],
    ["Hints revealed", "1", ""],
    ["Edits saved", "100", ""],
    ["Chat messages", "2", "1 among interviewers"],
  ]);
});

it("sums up signals by what they are about, in neutral words", () => {
  const entries = [
    at(0, { type: "signal", kind: "tab_hidden", n: 1 }),
    at(10, { type: "signal", kind: "tab_visible", n: 2 }),
    at(20, { type: "signal", kind: "pasted_from_outside", n: 3, length: 40 }),
    at(900, { type: "signal", kind: "tab_hidden", n: 4 }),
    at(950, { type: "signal", kind: "tab_visible", n: 5 }),
    at(999, { type: "signal", kind: "fullscreen_left", n: 6 }),
  ];
  expect(signalSums(entries)).toEqual([
    "Tab in the background: 2 times, 1 min together",
    "Pasted from outside: 1 time, 40 characters",
    "Full screen left: 1 time",
  ]);
  expect(signalSums(INTERVIEW)).toEqual([]);
});
