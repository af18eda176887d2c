import { beforeEach, describe, expect, it, vi } from "vitest";
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
      expect(carl.live.refused.get()).toEqual([
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
