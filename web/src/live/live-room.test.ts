import { beforeEach, describe, expect, it, vi } from "vitest";
import { settle, type Visitor, visit } from "@/live/memory/memory-live-room";
import { MemoryRoom } from "@/live/memory/memory-room";
import { CODE, memoryView, NOTES } from "@/live/memory/memory-view";
import { leavingLoses } from "@/live/saved-state";
import type { Me, TimelineEntry } from "@/live/types";

let room: MemoryRoom;
let carl: Visitor;

const me = (change: Partial<Me> = {}): Me => ({
  id: "carl",
  name: "Carl",
  role: "candidate",
  state: "inside",
  connection: "c2",
  ...change,
});

const said = (seq: number): TimelineEntry => ({
  seq,
  at: 1_000 * seq,
  actor: { id: "asha", name: "Asha", role: "host" },
  type: "said",
  text: `line ${seq}`,
  to: "all",
});

beforeEach(async () => {
  vi.useFakeTimers();
  room = new MemoryRoom(memoryView({ me: me() }));
  carl = visit(room);
  await settle();
  return () => vi.useRealTimers();
});

describe("pads", () => {
  it("are opened and closed as the view says", async () => {
    expect([...carl.live.pads.get().keys()]).toEqual([CODE, NOTES]);
    const { pads } = memoryView();
    room.changeView({ pads: pads.filter(({ id }) => id === CODE) });
    await settle();
    expect([...carl.live.pads.get().keys()]).toEqual([CODE]);
    room.changeView({ pads: [...pads, { id: "second", kind: "code", title: "b", locked: false }] });
    await settle();
    expect([...carl.live.pads.get().keys()]).toEqual([CODE, NOTES, "second"]);
    room.changeView({});
    const before = carl.live.pads.get();
    await settle();
    expect(carl.live.pads.get()).toBe(before);
  });
});

describe("the timeline", () => {
  it("holds each entry once, also over a reconnect", async () => {
    room.entries = [said(3), said(5)];
    carl.transport.receive((to) => to.entry(said(3)));
    await settle();
    carl.transport.cut();
    carl.transport.reachable = true;
    await settle(3_000);
    expect(carl.transport.handshakes.map(({ after }) => after)).toEqual([0, 3]);
    expect(carl.live.timeline.entries.get().map(({ seq }) => seq)).toEqual([3, 5]);
  });

  it("takes history in one go, and what happens now at once, in order", async () => {
    carl.transport.cut();
    Object.assign(room, { seq: 500 });
    room.entries = Array.from({ length: 400 }, (_, index) => said(index + 2));
    let updates = 0;
    carl.live.timeline.entries.subscribe(() => {
      updates += 1;
    });
    carl.transport.reachable = true;
    await settle(3_000);
    expect(carl.live.timeline.entries.get()).toHaveLength(400);
    expect(updates).toBeLessThan(10);
    carl.transport.receive((to) => to.entry(said(501)));
    await settle(2);
    expect(carl.live.timeline.entries.get().at(-1)?.seq).toBe(501);
  });

  it("is fetched anew when the person's role changes", async () => {
    carl.live.timeline.add(said(4));
    carl.live.timeline.add(said(9));
    room.entries = [said(2), said(4)];
    room.changeView({ me: me({ role: "interviewer" }) });
    await settle();
    expect(carl.live.timeline.entries.get().map(({ seq }) => seq)).toEqual([2, 4, 9]);
  });

  it("stays as it is while it can't be fetched, which is tried again", async () => {
    carl.live.timeline.add(said(4));
    room.entries = [said(2), said(4)];
    room.history = vi.fn().mockRejectedValueOnce(new Error("away")).mockResolvedValue(room.entries);
    room.changeView({ me: me({ role: "interviewer" }) });
    await settle();
    expect(carl.live.timeline.entries.get().map(({ seq }) => seq)).toEqual([4]);
    await settle(2_000);
    expect(carl.live.timeline.entries.get().map(({ seq }) => seq)).toEqual([2, 4]);
    await settle(10_000);
    expect(room.history).toHaveBeenCalledTimes(2);
  });
});

describe("the server's clock", () => {
  it("is learnt from what happens now, not from history", async () => {
    carl.transport.receive((to) => to.entry({ ...said(1), at: 5 }));
    await settle();
    expect(carl.live.clock.time()).toBe(Date.now());
    const at = Date.now() + 60_000;
    carl.transport.receive((to) => to.entry({ ...said(50), at }));
    await settle(1);
    expect(carl.live.clock.time() - Date.now()).toBe(59_999);
  });
});

describe("what is unsent", () => {
  beforeEach(async () => {
    carl.transport.cut();
    carl.type(0, "unsent");
    await settle();
    expect(carl.store.kept.size).toBe(1);
    carl.transport.reachable = true;
  });

  it("is given back when the room has ended", async () => {
    carl.transport.refusals = ["room_ended"];
    await settle(5_000);
    expect(carl.live.refused.get()).toMatchObject([{ code: "room_ended", text: "unsent" }]);
    expect(carl.store.kept.size).toBe(0);
  });

  it("is given back once, and shows no more when the room is opened again", async () => {
    carl.transport.refusals = ["room_ended"];
    await settle(5_000);
    carl.live.connection.start();
    await settle(5_000);
    expect(carl.text()).toBe("");
    expect(carl.live.refused.get()).toHaveLength(1);
    carl.type(0, "again");
    await settle();
    expect(room.text(CODE)).toBe("again");
  });

  it("is given back when the person was removed, once, however slow storage is", async () => {
    const { put } = carl.texts;
    carl.texts.put = async (text) => {
      await new Promise((resolve) => setTimeout(resolve, 100));
      await put.call(carl.texts, text);
    };
    room.changeView({ me: me({ state: "removed" }), pads: [] });
    await settle(5_000);
    expect(carl.live.refused.get()).toMatchObject([
      { code: "not_inside", text: "unsent", title: "main" },
    ]);
    expect(carl.store.kept.size).toBe(0);
  });

  it("is given back when the person's role may not read the pad any more", async () => {
    room.changeView({ me: me({ role: "observer" }), pads: [] });
    await settle(5_000);
    expect(carl.live.refused.get()).toMatchObject([{ code: "forbidden", text: "unsent" }]);
  });

  it("is given back on a page that finds the person removed, or the room over", async () => {
    carl.live.destroy();
    const kept = new Map(carl.store.kept);
    room.changeView({ me: me({ state: "removed" }), pads: [] });
    const removed = visit(room, carl.store);
    await settle();
    expect(removed.live.refused.get()).toMatchObject([{ code: "not_inside", text: "unsent" }]);
    expect(removed.store.kept.size).toBe(0);

    for (const [key, update] of kept) carl.store.kept.set(key, update);
    const over = visit(room, carl.store, { person: "carl" });
    over.transport.refusals = ["room_ended"];
    await settle();
    expect(over.live.refused.get()).toMatchObject([{ code: "room_ended", text: "unsent" }]);
    expect(over.store.kept.size).toBe(0);
  });
});

describe("a text that was given back", () => {
  beforeEach(async () => {
    carl.transport.cut();
    carl.type(0, "mine");
    await settle();
    carl.transport.reachable = true;
    carl.transport.refusals = ["room_ended"];
    await settle(5_000);
  });

  it("says so where no browser storage keeps it", async () => {
    carl.texts.put = async () => {
      throw new Error("no space");
    };
    carl.transport.cut();
    carl.live.connection.start();
    await settle(3_000);
    carl.transport.cut();
    carl.type(0, "dear");
    await settle();
    carl.transport.reachable = true;
    carl.transport.refusals = ["room_ended"];
    await settle(5_000);
    expect(carl.live.refused.get()).toMatchObject([
      { text: "mine" },
      { text: "dear", kept: false },
    ]);
    expect(carl.store.kept.size).toBe(1);
  });

  it("stays over a reload, also when the room is not shown any more, until its owner is done", async () => {
    carl.live.destroy();
    const again = visit(room, carl.store, { texts: carl.texts });
    await settle();
    expect(again.live.refused.get()).toMatchObject([{ text: "mine" }]);
    expect(leavingLoses(again.live.saved.get())).toBe(true);
    again.live.destroy();

    const over = visit(room, carl.store, { texts: carl.texts, person: "carl" });
    over.transport.refusals = ["room_ended"];
    await settle();
    const [text] = over.live.refused.get();
    expect(text?.text).toBe("mine");
    if (text) over.live.dismiss(text);
    await settle();
    expect(over.live.refused.get()).toEqual([]);
    expect(leavingLoses(over.live.saved.get())).toBe(false);
    expect(carl.texts.kept.size).toBe(0);
  });
});
