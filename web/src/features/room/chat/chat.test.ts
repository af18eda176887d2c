import { expect, it } from "vitest";
import type { ChatScope, TimelineEntry } from "@/live/types";
import { chatLines, stillSending } from "./chat";

let seq = 0;
const said = (name: string, at: number, to: ChatScope = "all"): TimelineEntry => {
  seq += 1;
  return { seq, at, actor: { id: name, name, role: "host" }, type: "said", text: "…", to };
};

it("puts what one person says in one breath under one name", () => {
  const lines = chatLines([
    said("Asha", 0),
    said("Asha", 10_000),
    said("Carl", 20_000),
    said("Asha", 30_000),
    said("Asha", 40_000, "interviewers"),
    said("Asha", 1_000_000, "interviewers"),
  ]);
  expect(lines.map(({ first }) => first)).toEqual([true, false, true, true, true, true]);
});

it("takes nothing but what was said", () => {
  const actor = { id: "a", name: "A", role: "host" } as const;
  expect(chatLines([{ seq: 1, at: 0, actor, type: "started" }])).toEqual([]);
});

it("shows a line once, whether its entry or its answer comes first", () => {
  const line = (key: number, after: number) => ({ key, text: "…", to: "all" as const, after });
  const before = said("Asha", 0);
  const sending = [line(1, before.seq), line(2, before.seq)];
  const keys = (entries: TimelineEntry[]) =>
    stillSending(sending, entries, "Asha").map(({ key }) => key);
  expect(keys([before])).toEqual([1, 2]);
  expect(keys([before, said("Carl", 1)])).toEqual([1, 2]);
  const first = said("Asha", 2);
  expect(keys([before, first])).toEqual([2]);
  expect(keys([before, first, said("Asha", 3)])).toEqual([]);
});
