import { beforeEach, expect, it, vi } from "vitest";
import { settle, visit } from "@/live/memory/memory-live-room";
import { MemoryRoom } from "@/live/memory/memory-room";
import { memoryView } from "@/live/memory/memory-view";
import type { SignalKind, TimelineEntry } from "@/live/types";
import { absencesOf, absencesOnArrival } from "./absences";

let seq = 0;
const signal = (kind: SignalKind, person = "carl"): TimelineEntry => {
  seq += 1;
  const actor = { id: person, name: person, role: "candidate" as const };
  return { seq, at: seq, actor, type: "signal", kind, n: seq };
};

beforeEach(() => {
  vi.useFakeTimers();
  return () => vi.useRealTimers();
});

it("tells what goes on still, of that person alone", () => {
  const entries = [
    signal("tab_hidden"),
    signal("window_blurred"),
    signal("window_focused"),
    signal("tab_visible", "dana"),
  ];
  expect(absencesOf(entries, "carl")).toEqual({ tab: true, window: false });
  expect(absencesOf([...entries, signal("tab_visible")], "carl")).toEqual({
    tab: false,
    window: false,
  });
});

it("waits until the timeline is here", async () => {
  const room = new MemoryRoom(memoryView());
  room.entries = [signal("tab_hidden")];
  const { live } = visit(room);
  const found = absencesOnArrival(live, "carl", new AbortController().signal);
  await settle(3_000);
  expect(await found).toEqual({ tab: true, window: false });
});
