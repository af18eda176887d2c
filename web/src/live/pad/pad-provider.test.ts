import { beforeEach, describe, expect, it, vi } from "vitest";
import { meet, settle, visit } from "@/live/memory/memory-live-room";
import { MemoryRoom, refusal } from "@/live/memory/memory-room";
import { MemoryStore } from "@/live/memory/memory-store";
import { CODE, memoryView } from "@/live/memory/memory-view";
import { REMOTE } from "@/live/pad/replica";

let room: MemoryRoom;

beforeEach(() => {
  vi.useFakeTimers();
  room = new MemoryRoom(memoryView());
  return () => vi.useRealTimers();
});

const lines = (text: string) => text.split("\n").filter(Boolean).sort();

describe("typing", () => {
  it("reaches the server and the others, and counts as saved when acknowledged", async () => {
    const [asha, carl] = await meet(room);
    expect(carl.text()).toBe("start\n");
    carl.type(6, "more");
    expect(carl.live.saved.get().state).toBe("saving");
    await settle();
    expect(carl.live.saved.get()).toMatchObject({ state: "saved", changes: 0, kept: true });
    expect(asha.text()).toBe("start\nmore");
    expect(room.text(CODE)).toBe("start\nmore");
    expect(carl.store.kept.size).toBe(0);
  });

  it("sends the first keystroke at once and the following ones merged", async () => {
    const [asha] = await meet(room);
    const before = room.log.length;
    for (const character of "abcdefghij") {
      asha.type(0, character);
      await settle(2);
    }
    await settle();
    expect(room.text(CODE)).toContain("jihgfedcba");
    expect(room.log.length - before).toBe(2);
  });

  it("shows the server's text without a copy of it after a fresh load", async () => {
    const [asha] = await meet(room);
    asha.live.destroy();
    const again = visit(room, asha.store);
    await settle();
    expect(again.text()).toBe("start\n");
    expect(room.text(CODE)).toBe("start\n");
  });
});

describe("the connection is lost", () => {
  it("keeps what both typed meanwhile, each character once", async () => {
    const [asha, carl] = await meet(room);
    carl.transport.cut();
    for (let n = 0; n < 100; n += 1) {
      asha.type(0, `a${n}\n`);
      carl.type(carl.text().length, `c${n}\n`);
      await settle(300);
    }
    expect(carl.live.saved.get()).toMatchObject({ state: "offline", changes: 100, kept: true });
    carl.transport.reachable = true;
    await settle(5_000);
    expect(carl.text()).toBe(asha.text());
    expect(room.text(CODE)).toBe(asha.text());
    expect(lines(asha.text())).toHaveLength(201);
    expect(new Set(lines(asha.text())).size).toBe(201);
    expect(carl.live.saved.get().state).toBe("saved");
  });

  it("does not lose or repeat an edit whose answer was lost", async () => {
    const [asha, carl] = await meet(room);
    room.losesAnswers = true;
    carl.type(6, "once");
    await settle();
    expect(room.text(CODE)).toBe("start\nonce");
    expect(carl.live.saved.get().state).toBe("saving");
    const logged = room.log.length;
    carl.transport.cut();
    room.losesAnswers = false;
    carl.transport.reachable = true;
    await settle(5_000);
    expect(asha.text()).toBe("start\nonce");
    expect(room.log).toHaveLength(logged);
    expect(carl.live.saved.get().state).toBe("saved");
  });

  it("gives up a connection that answers nothing, and sends again on the next", async () => {
    const [asha, carl] = await meet(room);
    const attempts = carl.transport.handshakes.length;
    room.losesAnswers = true;
    carl.type(6, "patience");
    await settle(9_000);
    expect(carl.transport.handshakes).toHaveLength(attempts);
    room.losesAnswers = false;
    await settle(5_000);
    expect(carl.transport.handshakes).toHaveLength(attempts + 1);
    expect(carl.live.saved.get().state).toBe("saved");
    expect(asha.text()).toBe("start\npatience");
  });

  it("undoes one's own edits only, also those from before", async () => {
    const [asha, carl] = await meet(room);
    carl.type(6, "mine");
    await settle(1_000);
    carl.transport.cut();
    asha.type(0, "hers ");
    await settle(1_000);
    carl.transport.reachable = true;
    await settle(5_000);
    carl.pad().replica.get().undo.undo();
    await settle();
    expect(asha.text()).toBe("hers start\n");
    expect(carl.text()).toBe("hers start\n");
  });
});

describe("the page is closed while something is unsent", () => {
  it("brings it back on the next load and sends it", async () => {
    const [asha, carl] = await meet(room);
    carl.transport.cut();
    carl.type(6, "kept");
    carl.live.destroy();
    asha.type(0, "meanwhile ");
    await settle();
    const again = visit(room, carl.store);
    await settle();
    expect(again.text()).toBe("meanwhile start\nkept");
    expect(asha.text()).toBe(again.text());
    expect(again.store.kept.size).toBe(0);
    expect(again.live.saved.get().state).toBe("saved");
  });

  it("sends nothing when the server had it all the same", async () => {
    const [, carl] = await meet(room);
    room.losesAnswers = true;
    carl.type(6, "arrived");
    await settle();
    carl.live.destroy();
    room.losesAnswers = false;
    const logged = room.log.length;
    room.refuse = () => refusal("locked");
    const again = visit(room, carl.store);
    await settle();
    expect(again.text()).toBe("start\narrived");
    expect(room.log).toHaveLength(logged);
    expect(again.live.refused.get()).toEqual([]);
    expect(again.store.kept.size).toBe(0);
  });
});

describe("the browser keeps little or nothing", () => {
  it("leaves the old copy where it is while no new one could be kept", async () => {
    const [, carl] = await meet(room);
    carl.transport.cut();
    carl.type(6, "dear");
    carl.live.destroy();
    await settle();
    const [key] = carl.store.kept.keys();
    room.refuse = () => refusal("try_later");
    carl.store.full = true;
    const again = visit(room, carl.store);
    await settle();
    expect(again.text()).toBe("start\ndear");
    expect([...carl.store.kept.keys()]).toEqual([key]);
    again.live.destroy();
  });

  it("says so when nothing can be kept", async () => {
    const [, carl] = await meet(room);
    carl.store.full = true;
    carl.transport.cut();
    carl.type(0, "x");
    await settle();
    expect(carl.live.saved.get()).toMatchObject({ state: "offline", changes: 1, kept: false });
  });

  it("gives back as text what can't be put back", async () => {
    const [, carl] = await meet(room);
    carl.transport.cut();
    carl.type(6, "orphan");
    carl.live.destroy();
    const restored = new MemoryRoom(memoryView());
    restored.pads.get(CODE)?.getText("content").insert(0, "older\n");
    const again = visit(restored, carl.store);
    await settle();
    expect(again.live.refused.get()).toMatchObject([{ code: "out_of_sync", text: "orphan" }]);
    expect(again.text()).toBe("older\n");
    again.type(0, "works ");
    await settle();
    expect(restored.text(CODE)).toBe("works older\n");
    expect(again.store.kept.size).toBe(0);
  });
});

describe("many at once", () => {
  it("converges whatever is cut, lost and refused for a moment", async () => {
    const people = Array.from({ length: 4 }, () => visit(room, new MemoryStore()));
    await settle();
    let seed = 7;
    const random = (below: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return seed % below;
    };
    const typed: string[] = [];
    for (let step = 0; step < 300; step += 1) {
      const person = people[random(4)];
      if (!person) continue;
      const token = `<${step}>`;
      typed.push(token);
      const { doc, text, origin } = person.pad().replica.get();
      doc.transact(() => text.insert(random(text.length + 1), token), origin);
      if (random(10) === 0) person.transport.cut();
      if (random(3) === 0) for (const { transport } of people) transport.reachable = true;
      room.losesAnswers = random(8) === 0;
      room.refuse = () => (random(12) === 0 ? refusal("try_later") : null);
      await settle(random(60));
    }
    room.losesAnswers = false;
    room.refuse = () => null;
    for (const { transport } of people) transport.reachable = true;
    await settle(30_000);
    const [first] = people;
    for (const person of people) expect(person.text()).toBe(first?.text());
    expect(room.text(CODE)).toBe(first?.text());
    const total = typed.reduce((sum, token) => sum + token.length, 0);
    expect(room.text(CODE)).toHaveLength(total);
    for (const person of people) expect(person.live.saved.get().state).toBe("saved");
  });
});

it("marks remote changes as such, so that they are not sent back", async () => {
  const [, carl] = await meet(room);
  const origins: unknown[] = [];
  carl
    .pad()
    .replica.get()
    .doc.on("update", (_update: Uint8Array, origin: unknown) => {
      origins.push(origin);
    });
  const asha = visit(room);
  await settle();
  asha.type(0, "hello ");
  await settle();
  expect(origins).toEqual([REMOTE]);
});
