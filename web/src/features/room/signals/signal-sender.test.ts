import { beforeEach, expect, it, vi } from "vitest";
import { settle, type Visitor, visit } from "@/live/memory/memory-live-room";
import { MemoryRoom, refusal } from "@/live/memory/memory-room";
import { memoryView } from "@/live/memory/memory-view";
import { SignalSender } from "./signal-sender";

let room: MemoryRoom;
let carl: Visitor;

beforeEach(async () => {
  vi.useFakeTimers();
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

it("numbers signals, also over a reload", async () => {
  void new SignalSender(carl.live, "carl").send("tab_hidden");
  void new SignalSender(carl.live, "carl").send("tab_visible");
  await settle();
  expect(numbers()).toEqual([1, 2]);
});

it("goes on from the timeline on another device", async () => {
  const actor = { id: "carl", name: "Carl", role: "candidate" } as const;
  carl.live.timeline.add({ seq: 9, at: 1, actor, type: "signal", kind: "tab_hidden", n: 41 });
  void new SignalSender(carl.live, "carl").send("tab_visible");
  await settle();
  expect(numbers()).toEqual([42]);
});

it("takes another number once when someone else had it", async () => {
  let refusals = 1;
  room.refuse = () => (refusals-- > 0 ? refusal("invalid") : null);
  void new SignalSender(carl.live, "carl").send("tab_hidden");
  await settle(3_000);
  expect(numbers()).toEqual([2]);
});

it("keeps to itself what the room does not want to know", async () => {
  void new SignalSender(carl.live, "carl").send("window_blurred");
  await settle();
  expect(numbers()).toEqual([]);
});

it("sends what happened offline when the connection is back, in order", async () => {
  carl.transport.cut();
  const sender = new SignalSender(carl.live, "carl");
  void sender.send("tab_hidden");
  void sender.send("tab_visible");
  await settle(5_000);
  expect(numbers()).toEqual([]);
  carl.transport.reachable = true;
  await settle(5_000);
  expect(numbers()).toEqual([1, 2]);
});
