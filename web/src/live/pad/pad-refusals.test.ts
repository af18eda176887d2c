import { beforeEach, describe, expect, it, vi } from "vitest";
import * as Y from "yjs";
import { meet, settle, visit } from "@/live/memory/memory-live-room";
import { MemoryRoom, refusal } from "@/live/memory/memory-room";
import { CODE, memoryView } from "@/live/memory/memory-view";
import { elementsOf } from "@/live/pad/replica";

let room: MemoryRoom;

beforeEach(() => {
  vi.useFakeTimers();
  room = new MemoryRoom(memoryView());
  return () => vi.useRealTimers();
});

describe("the server refuses an edit", () => {
  it.each(["locked", "forbidden", "invalid", "too_large", "room_ended"] as const)(
    "%s: shows the server's text under a new client id and gives the refused text back",
    async (code) => {
      const [asha, carl] = await meet(room);
      const client = carl.pad().replica.get().doc.clientID;
      room.refuse = (name) => (name === "edit" ? refusal(code) : null);
      carl.type(0, "one ");
      carl.type(10, "two");
      await settle();
      expect(carl.live.refused.get()).toMatchObject([
        { pad: CODE, code, detail: code, text: "one \ntwo" },
      ]);
      expect(carl.text()).toBe("start\n");
      expect(carl.pad().replica.get().doc.clientID).not.toBe(client);
      expect(carl.store.kept.size).toBe(0);
      room.refuse = () => null;
      carl.type(0, "again ");
      await settle();
      expect(asha.text()).toBe("again start\n");
    },
  );

  it("try_later: keeps everything in order and sends it a moment later", async () => {
    const [asha, carl] = await meet(room);
    let refusals = 3;
    room.refuse = () => (refusals-- > 0 ? refusal("try_later") : null);
    for (const character of "abcdef") {
      carl.type(carl.text().length, character);
      await settle(40);
    }
    expect(carl.live.saved.get().state).toBe("saving");
    await settle(5_000);
    expect(asha.text()).toBe("start\nabcdef");
    expect(carl.live.refused.get()).toEqual([]);
    expect(carl.live.saved.get().state).toBe("saved");
  });

  it("not_inside: waits until the person is inside again", async () => {
    const [asha, carl] = await meet(room);
    room.refuse = () => refusal("not_inside");
    carl.type(6, "patient");
    await settle(3_000);
    expect(carl.text()).toBe("start\npatient");
    room.refuse = () => null;
    room.changeView({});
    await settle(3_000);
    expect(asha.text()).toBe("start\npatient");
  });
});

describe("the server refuses a drawing", () => {
  it("gives a refused drawing back as it can be pasted, without what the server has", async () => {
    const [, carl] = await meet(room);
    const draw = (id: string, more = {}) =>
      elementsOf(carl.pad().replica.get()).set(id, { id, type: "rectangle", version: 1, ...more });
    draw("taken");
    await settle();
    room.refuse = (name) => (name === "edit" ? refusal("locked") : null);
    draw("lost");
    draw("gone", { isDeleted: true });
    draw("lost", { x: 5 });
    await settle();
    const [given, ...more] = carl.live.refused.get();
    expect(more).toEqual([]);
    expect(given).toMatchObject({ pad: CODE, code: "locked", drawing: true });
    expect(JSON.parse(given?.text ?? "")).toEqual({
      type: "excalidraw/clipboard",
      elements: [{ id: "lost", type: "rectangle", version: 1, x: 5 }],
    });
    expect([...elementsOf(carl.pad().replica.get()).keys()]).toEqual(["taken"]);
    expect(carl.store.kept.size).toBe(0);
  });

  it("gives back a drawing that an earlier page could not send before the end", async () => {
    const [, carl] = await meet(room);
    carl.transport.cut();
    const replica = carl.pad().replica.get();
    for (const x of [1, 2]) elementsOf(replica).set("lost", { id: "lost", type: "ellipse", x });
    await settle();
    const left = { person: carl.live.view.get()?.me.id ?? "" };
    const later = visit(room, carl.store, left);
    later.transport.refusals = ["room_ended"];
    await settle(3_000);
    const [given] = later.live.refused.get();
    expect(given?.drawing).toBe(true);
    expect(JSON.parse(given?.text ?? "").elements).toEqual([{ id: "lost", type: "ellipse", x: 2 }]);
  });
});

describe("the server comes back with an older text", () => {
  it("compares twice, then shows the server's text and gives the newer one back", async () => {
    const [asha, carl] = await meet(room);
    carl.type(6, "newer");
    await settle();
    room.pads.set(CODE, new Y.Doc());
    carl.transport.cut();
    asha.live.destroy();
    carl.transport.reachable = true;
    await settle(5_000);
    expect(carl.live.refused.get()).toMatchObject([{ code: "diverged", text: "start\nnewer" }]);
    expect(carl.text()).toBe("");
  });
});

describe("signs of trouble", () => {
  const refuseEdit = (times: number) => {
    let left = times;
    room.refuse = (name) => (name === "edit" && left-- > 0 ? refusal("out_of_sync") : null);
  };

  it("out_of_sync once: compares again and sends again", async () => {
    const [asha, carl] = await meet(room);
    for (const text of ["one ", "two "]) {
      refuseEdit(1);
      carl.type(0, text);
      await settle(3_000);
    }
    expect(asha.text()).toBe("two one start\n");
    expect(carl.live.refused.get()).toEqual([]);
  });

  it("a difference that was gone at the next look does not count later", async () => {
    const [, carl] = await meet(room);
    const { sync } = room;
    const older = () => {
      room.sync = (pad, known) => {
        room.sync = sync;
        const ack = room.sync(pad, known);
        return ack.ok ? { ...ack, stateVector: Y.encodeStateVector(new Y.Doc()) } : ack;
      };
      carl.transport.cut();
      carl.transport.reachable = true;
    };
    older();
    await settle(5_000);
    older();
    await settle(5_000);
    expect(carl.live.refused.get()).toEqual([]);
    expect(carl.text()).toBe("start\n");
  });
});

describe("a change that no server would take", () => {
  it("is refused here, and nothing is sent for ever", async () => {
    const [asha, carl] = await meet(room);
    const edits = vi.spyOn(room, "edit");
    carl.type(6, "x".repeat(1024 * 1024 + 1));
    await settle(3_000);
    expect(edits).not.toHaveBeenCalled();
    expect(carl.live.refused.get()).toMatchObject([{ code: "too_large" }]);
    expect(carl.text()).toBe("start\n");
    expect(carl.pad().phase.get()).toBe("ready");
    carl.type(6, "small");
    await settle();
    expect(asha.text()).toBe("start\nsmall");
  });

  it("waits until a connection is there, and gives back that change alone", async () => {
    const [asha, carl] = await meet(room);
    carl.transport.cut();
    carl.type(6, "before ");
    await settle();
    carl.type(13, "x".repeat(1024 * 1024 + 1));
    await settle();
    carl.transport.reachable = true;
    await settle(5_000);
    expect(asha.text()).toBe("start\nbefore ");
    expect(carl.live.refused.get().map(({ text }) => text.length)).toEqual([1024 * 1024 + 1]);
  });

  it("is not made of many small ones: those leave one after the other", async () => {
    const [asha, carl] = await meet(room);
    carl.transport.cut();
    for (let n = 0; n < 8; n += 1) {
      carl.type(6, "x".repeat(200_000));
      await settle();
    }
    carl.live.destroy();
    const again = visit(room, carl.store);
    await settle(3_000);
    expect(again.live.refused.get()).toEqual([]);
    expect(asha.text()).toHaveLength(6 + 8 * 200_000);
    expect(again.store.kept.size).toBe(0);
  });
});

describe("a pad that the server does not show", () => {
  it("says why, and is asked for again with the next view", async () => {
    const [, carl] = await meet(room);
    const { sync } = room;
    room.sync = () => refusal("forbidden");
    carl.transport.cut();
    carl.transport.reachable = true;
    await settle(5_000);
    expect(carl.pad().failure.get()).toMatchObject({ code: "forbidden" });
    room.sync = sync;
    room.changeView({});
    await settle();
    expect(carl.pad().failure.get()).toBeNull();
    expect(carl.pad().phase.get()).toBe("ready");
  });
});

describe("an update is missing", () => {
  it("is fetched when a later one shows the gap", async () => {
    const [asha, carl] = await meet(room);
    const tell = carl.transport.receive;
    carl.transport.receive = () => {};
    asha.type(0, "1");
    await settle();
    carl.transport.receive = tell;
    asha.type(1, "2");
    await settle(3_000);
    expect(carl.text()).toBe("12start\n");
  });
});
