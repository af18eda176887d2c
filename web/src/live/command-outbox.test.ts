import { beforeEach, describe, expect, it, vi } from "vitest";
import { settle, type Visitor, visit } from "@/live/memory/memory-live-room";
import { MemoryRoom, refusal } from "@/live/memory/memory-room";
import { memoryView } from "@/live/memory/memory-view";
import { leavingLoses } from "@/live/saved-state";

let room: MemoryRoom;
let asha: Visitor;

beforeEach(async () => {
  vi.useFakeTimers();
  room = new MemoryRoom(memoryView());
  asha = visit(room);
  await settle();
  return () => vi.useRealTimers();
});

const say = (text: string) => asha.live.send({ type: "say", text, to: "all" });
const said = () => room.accepted.map((command) => (command.type === "say" ? command.text : ""));

describe("commands", () => {
  it("are answered", async () => {
    const answer = say("hello");
    await settle();
    expect(await answer).toEqual({ ok: true, seq: 1 });
  });

  it("go out again under the same id when the answer was lost, and happen once", async () => {
    room.losesAnswers = true;
    const answer = say("once");
    await settle();
    expect(said()).toEqual(["once"]);
    asha.transport.cut();
    room.losesAnswers = false;
    asha.transport.reachable = true;
    await settle(5_000);
    expect(await answer).toEqual({ ok: true, seq: 1 });
    expect(said()).toEqual(["once"]);
  });

  it("wait for a connection and keep their order", async () => {
    asha.transport.cut();
    const answers = [say("one"), say("two"), say("three")];
    await settle(20_000);
    expect(said()).toEqual([]);
    asha.transport.reachable = true;
    await settle(5_000);
    expect(said()).toEqual(["one", "two", "three"]);
    expect(await Promise.all(answers)).toHaveLength(3);
    expect(new Set(room.accepted.map(({ id }) => id)).size).toBe(3);
  });

  it("hand a refusal over", async () => {
    room.refuse = () => refusal("already_decided");
    const answer = asha.live.send({ type: "admit", person: "carl" });
    await settle();
    expect(await answer).toMatchObject({ ok: false, code: "already_decided" });
  });

  it("are repeated when the server is busy, but not for ever", async () => {
    let times = 0;
    room.refuse = () => {
      times += 1;
      return refusal("try_later");
    };
    const answer = say("busy");
    await settle(20_000);
    expect(await answer).toMatchObject({ ok: false, code: "try_later" });
    expect(times).toBe(4);
  });
});

describe("commands that are not answered yet", () => {
  it("are answered `not_sent` when there will be no other connection", async () => {
    asha.transport.cut();
    const answer = say("too late");
    asha.live.connection.stop("ended");
    expect(await answer).toMatchObject({ ok: false, code: "not_sent" });
  });

  it("are not sent again by a view: that is news of the room, not of the connection", async () => {
    let sent = 0;
    room.refuse = () => {
      sent += 1;
      return null;
    };
    room.losesAnswers = true;
    say("patience");
    await settle();
    room.changeView({});
    await settle();
    room.changeView({});
    await settle();
    expect(sent).toBe(1);
  });

  it("are counted while they wait, and leaving would lose them; signals are not", async () => {
    asha.transport.cut();
    say("one");
    say("two");
    asha.live.send({ type: "signal", kind: "tab_hidden", n: 1 });
    expect(asha.live.saved.get()).toMatchObject({ state: "offline", commands: 2 });
    expect(leavingLoses(asha.live.saved.get())).toBe(true);
    asha.transport.reachable = true;
    await settle(5_000);
    expect(asha.live.saved.get()).toMatchObject({ state: "saved", commands: 0 });
    expect(leavingLoses(asha.live.saved.get())).toBe(false);
  });
});
