import { beforeEach, describe, expect, it, vi } from "vitest";
import { Awareness, applyAwarenessUpdate } from "y-protocols/awareness";
import * as Y from "yjs";
import { meet, settle } from "@/live/memory/memory-live-room";
import { MemoryRoom, refusal } from "@/live/memory/memory-room";
import { CODE, memoryView } from "@/live/memory/memory-view";

let room: MemoryRoom;

beforeEach(() => {
  vi.useFakeTimers();
  room = new MemoryRoom(memoryView());
  return () => vi.useRealTimers();
});

describe("cursors", () => {
  it("go when the connection is lost, and come back although their clocks stood still", async () => {
    const [asha, carl] = await meet(room);
    asha.pad().replica.get().awareness.setLocalStateField("cursor", 1);
    await settle();
    const [sent] = asha.transport.awarenessSent.slice(-1);
    const cursors = () => carl.pad().replica.get().awareness.getStates().size;
    carl.transport.receive((to) => to.awareness(CODE, sent?.update ?? new Uint8Array()));
    await settle();
    expect(cursors()).toBe(2);
    carl.transport.cut();
    expect(cursors()).toBe(1);
    carl.transport.reachable = true;
    await settle(3_000);
    carl.transport.receive((to) => to.awareness(CODE, sent?.update ?? new Uint8Array()));
    await settle();
    expect(cursors()).toBe(2);
  });

  it("are announced again on each connection, ahead of the removal the server made", async () => {
    const [, carl] = await meet(room);
    const clock = () => carl.pad().replica.get().awareness.meta;
    const before = [...clock().values()][0]?.clock ?? 0;
    const sent = carl.transport.awarenessSent.length;
    carl.transport.cut();
    carl.transport.reachable = true;
    await settle(3_000);
    expect([...clock().values()][0]?.clock).toBeGreaterThan(before + 1);
    expect(carl.transport.awarenessSent.length).toBeGreaterThan(sent);
  });

  it("go from the others' screens when the pad begins anew", async () => {
    const [, carl] = await meet(room);
    const { awareness } = carl.pad().replica.get();
    awareness.setLocalStateField("cursor", 1);
    await settle();
    const from = carl.transport.awarenessSent.length;
    room.refuse = (name) => (name === "edit" ? refusal("locked") : null);
    carl.type(0, "x");
    await settle();
    const others = new Awareness(new Y.Doc());
    others.states.set(awareness.clientID, {});
    for (const { update } of carl.transport.awarenessSent.slice(from)) {
      applyAwarenessUpdate(others, update, "test");
    }
    expect(others.getStates().has(awareness.clientID)).toBe(false);
  });

  it("are there again when the page comes back from the browser's memory", async () => {
    const [, carl] = await meet(room);
    carl.live.leave();
    await settle();
    carl.live.connection.start();
    await settle();
    const { awareness } = carl.pad().replica.get();
    awareness.setLocalStateField("cursor", 7);
    await settle();
    const last = carl.transport.awarenessSent.at(-1);
    expect(new TextDecoder().decode(last?.update)).toContain('"cursor":7');
  });

  it("say goodbye when the person leaves", async () => {
    const [, carl] = await meet(room);
    carl.live.leave();
    const last = carl.transport.awarenessSent.at(-1);
    expect(new TextDecoder().decode(last?.update)).toContain("null");
  });
});
