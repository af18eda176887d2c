import { beforeEach, expect, it, vi } from "vitest";
import { settle, type Visitor, visit } from "@/live/memory/memory-live-room";
import { MemoryRoom, refusal } from "@/live/memory/memory-room";
import { memoryView } from "@/live/memory/memory-view";
import { SignalSender } from "./signal-sender";

let room: MemoryRoom;
let carl: Visitor;

beforeEach(async () => {
  vi.useFakeTimers();
  lost = 0;
  const me = {
    id: "carl",
    name: "Carl",
    role: "candidate",
    state: "inside",
    connection: "c",
  } as const;
  room = new MemoryRoom(memoryView({ me }));
  carl = visit(room);
  await settle();
  return () => vi.useRealTimers();
});

const numbers = () =>
  room.accepted.flatMap((command) => (command.type === "signal" ? [command.n] : []));

let lost: number;
const sender = () =>
  new SignalSender(carl.live, "carl", () => {
    lost += 1;
  });

it("numbers signals, also over a reload", async () => {
  sender().send("tab_hidden");
  sender().send("tab_visible");
  await settle();
  expect(numbers()).toEqual([1, 2]);
});

it("goes on from the timeline on another device", async () => {
  const actor = { id: "carl", name: "Carl", role: "candidate" } as const;
  carl.live.timeline.add({ seq: 9, at: 1, actor, type: "signal", kind: "tab_hidden", n: 41 });
  sender().send("tab_visible");
  await settle();
  expect(numbers()).toEqual([42]);
});

it("takes another number once when someone else had it", async () => {
  let refusals = 1;
  room.refuse = () => (refusals-- > 0 ? refusal("invalid") : null);
  sender().send("tab_hidden");
  await settle(3_000);
  expect(numbers()).toEqual([2]);
});

it("keeps to itself what the room does not want to know", async () => {
  sender().send("window_blurred");
  await settle();
  expect(numbers()).toEqual([]);
});

it("sends what happened offline when the connection is back, in order", async () => {
  carl.transport.cut();
  const one = sender();
  one.send("tab_hidden");
  one.send("tab_visible");
  await settle(5_000);
  expect(numbers()).toEqual([]);
  carl.transport.reachable = true;
  await settle(5_000);
  expect(numbers()).toEqual([1, 2]);
});

const kinds = () =>
  room.accepted.flatMap((command) => (command.type === "signal" ? [command.kind] : []));

it("keeps the order when the first of them has to take another number", async () => {
  let refusals = 1;
  room.refuse = () => (refusals-- > 0 ? refusal("invalid") : null);
  const one = sender();
  one.send("tab_hidden");
  one.send("tab_visible");
  await settle(5_000);
  expect(kinds()).toEqual(["tab_hidden", "tab_visible"]);
  expect(numbers()).toEqual([2, 3]);
});

it("does not give up on a server that is busy for long", async () => {
  room.refuse = () => refusal("rate_limited");
  sender().send("tab_hidden");
  await settle(30_000);
  room.refuse = () => null;
  await settle(20_000);
  expect(kinds()).toEqual(["tab_hidden"]);
  expect(lost).toBe(0);
});

it("says so when the room does not take one, and goes on with the next", async () => {
  let refusals = 4;
  room.refuse = () => (refusals-- > 0 ? refusal("invalid") : null);
  const one = sender();
  one.send("tab_hidden");
  one.send("tab_visible");
  await settle(10_000);
  expect(lost).toBe(1);
  expect(kinds()).toEqual(["tab_visible"]);
});
