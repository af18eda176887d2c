import { beforeEach, describe, expect, it, vi } from "vitest";
import { settle } from "@/live/memory/memory-live-room";
import { MemoryRoom } from "@/live/memory/memory-room";
import type { MemoryTransport } from "@/live/memory/memory-transport";
import { memoryView } from "@/live/memory/memory-view";
import { RoomConnection } from "@/live/room-connection";

let room: MemoryRoom;
let transport: MemoryTransport;
let connection: RoomConnection;
let asked: boolean[];
let token: string | null | Error;

beforeEach(async () => {
  vi.useFakeTimers();
  room = new MemoryRoom(memoryView());
  transport = room.transport();
  asked = [];
  token = "first";
  connection = new RoomConnection({
    room: "room",
    transport,
    token: async ({ force }) => {
      asked.push(force);
      if (token instanceof Error) throw token;
      return token;
    },
    after: () => 7,
    random: () => 0.5,
  });
  return () => vi.useRealTimers();
});

const phase = () => connection.link.get();

describe("connecting", () => {
  it("shows the token and the last entry, and is online with the first view", async () => {
    connection.start();
    expect(phase()).toEqual({ phase: "connecting" });
    await settle();
    expect(phase()).toEqual({ phase: "online" });
    expect(transport.handshakes).toEqual([{ token: "first", room: "room", after: 7 }]);
  });

  it("stops without a token, and starts anew once there is one", async () => {
    token = null;
    connection.start();
    await settle();
    expect(phase()).toEqual({ phase: "stopped", reason: "unauthenticated" });
    token = "later";
    connection.start();
    await settle();
    expect(phase()).toEqual({ phase: "online" });
  });

  it("goes on trying while the token can't be fetched", async () => {
    token = new Error("unreachable");
    connection.start();
    await settle(10_000);
    expect(phase()).toEqual({ phase: "connecting" });
    token = "at last";
    await settle(5_000);
    expect(phase()).toEqual({ phase: "online" });
  });

  it("gives up a server that accepts and then says nothing", async () => {
    const connect = transport.connect;
    transport.connect = () => {};
    connection.start();
    await settle(5_000);
    transport.connect = connect;
    await settle(4_000);
    expect(phase()).toEqual({ phase: "connecting" });
    await settle(3_000);
    expect(phase()).toEqual({ phase: "online" });
  });
});

describe("refusals", () => {
  it("unauthenticated: tries once more with a new token, then stops", async () => {
    transport.refusals = ["unauthenticated"];
    connection.start();
    await settle(2_000);
    expect(asked).toEqual([false, true]);
    expect(phase()).toEqual({ phase: "online" });
    transport.refusals = ["unauthenticated", "unauthenticated"];
    connection.renew();
    await settle(5_000);
    expect(phase()).toEqual({ phase: "stopped", reason: "unauthenticated" });
  });

  it.each([
    ["unknown_room", "unknown_room"],
    ["room_ended", "ended"],
  ] as const)("%s: stops", async (refusal, reason) => {
    transport.refusals = [refusal];
    connection.start();
    await settle(20_000);
    expect(phase()).toEqual({ phase: "stopped", reason });
    expect(transport.handshakes).toHaveLength(1);
  });

  it("try_later: leaves the server alone for a moment, then tries again", async () => {
    transport.refusals = ["try_later"];
    connection.start();
    await settle(700);
    expect(transport.handshakes).toHaveLength(1);
    await settle(2_000);
    expect(phase()).toEqual({ phase: "online" });
  });
});

describe("losses", () => {
  beforeEach(async () => {
    connection.start();
    await settle();
  });

  it("is back by itself, with waits that grow and end at four seconds", async () => {
    transport.cut();
    expect(phase()).toEqual({ phase: "reconnecting" });
    await settle(1_000);
    const soon = transport.handshakes.length;
    expect(soon).toBeGreaterThanOrEqual(3);
    await settle(60_000);
    expect(transport.handshakes.length - soon).toBeLessThan(25);
    transport.reachable = true;
    await settle(4_100);
    expect(phase()).toEqual({ phase: "online" });
  });

  it("does not wait when told that the network is back", async () => {
    transport.cut();
    await settle(30_000);
    transport.reachable = true;
    connection.hurry();
    await settle(10);
    expect(phase()).toEqual({ phase: "online" });
  });

  it("draining: reconnects within seconds, spread out", async () => {
    transport.receive((to) => to.closed("draining"));
    await settle(2);
    expect(phase()).toEqual({ phase: "reconnecting" });
    await settle(700);
    expect(transport.handshakes).toHaveLength(1);
    await settle(900);
    expect(phase()).toEqual({ phase: "online" });
  });

  it("removed: reconnects, to be told where it stands", async () => {
    transport.receive((to) => to.closed("removed"));
    await settle(2_000);
    expect(phase()).toEqual({ phase: "online" });
    expect(transport.handshakes).toHaveLength(2);
  });

  it.each(["ended", "signed_out"] as const)("%s: stops", async (reason) => {
    transport.receive((to) => to.closed(reason));
    await settle(20_000);
    expect(phase()).toEqual({ phase: "stopped", reason });
    expect(transport.handshakes).toHaveLength(1);
  });

  it("stays stopped once the person has left, whatever was under way", async () => {
    transport.cut();
    transport.reachable = true;
    connection.stop("left");
    connection.renew();
    connection.hurry();
    await settle(20_000);
    expect(phase()).toEqual({ phase: "stopped", reason: "left" });
  });
});
