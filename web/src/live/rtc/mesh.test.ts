import { MemoryConnection, withoutMedia } from "@/live/memory/memory-connection";
import { Mesh, type Other } from "@/live/rtc/mesh";
import type { CallSignal } from "@/live/rtc/signals";
import { NO_TRACKS, type Tracks } from "@/live/rtc/slots";

const track = (kind: string) => ({ kind, id: kind }) as unknown as MediaStreamTrack;
const CAMERA: Tracks = { ...NO_TRACKS, camera: track("video") };

/** Browsers whose signals reach each other through a room, each with a mesh of its own. */
class MemoryCall {
  private readonly meshes = new Map<string, Mesh>();
  readonly connections = new Map<string, MemoryConnection[]>();
  readonly signals: { from: string; to: string; signal: CallSignal }[] = [];
  /** Signals that the room does not take. */
  refuses = 0;

  comes(name: string): Mesh {
    const made: MemoryConnection[] = [];
    this.connections.set(name, made);
    const mesh = new Mesh({
      connect: () => {
        made.push(new MemoryConnection());
        return made.at(-1) as unknown as RTCPeerConnection;
      },
      send: async (to, signal) => {
        if (this.refuses > 0) {
          this.refuses -= 1;
          return false;
        }
        this.signals.push({ from: name, to, signal });
        setTimeout(() => this.meshes.get(to)?.receive(name, structuredClone(signal)), 2);
        return true;
      },
      servers: async () => [],
      newId: () => `${name}-${made.length}`,
      changed: () => {},
    });
    this.meshes.set(name, mesh);
    return mesh;
  }

  last(name: string): MemoryConnection {
    const connection = this.connections.get(name)?.at(-1);
    if (!connection) throw new Error(`${name} has no connection`);
    return connection;
  }

  /** The network lets everyone through. */
  connect(...names: string[]): void {
    for (const name of names) this.last(name).becomes("connected");
  }
}

const other = (name: string, tracks = NO_TRACKS): Other => ({
  person: name,
  connection: name,
  tracks,
});

/** The camera's sender in a connection. */
const sent = (connection: MemoryConnection) => connection.getTransceivers()[1]?.sender.track;

withoutMedia();

const settle = (ms = 100) => vi.advanceTimersByTimeAsync(ms);

/** A call of two; `b` begins, `a` shows a camera. */
async function two() {
  const call = new MemoryCall();
  const [a, b] = [call.comes("a"), call.comes("b")];
  a.update("a", [other("b", CAMERA)]);
  b.update("b", [other("a")]);
  await settle();
  call.connect("a", "b");
  return { call, a, b };
}

test("nobody connects for nothing", async () => {
  const call = new MemoryCall();
  call.comes("a").update("a", [other("b")]);
  call.comes("b").update("b", [other("a")]);
  await settle();
  expect(call.connections).toEqual(
    new Map([
      ["a", []],
      ["b", []],
    ]),
  );
  expect(call.signals).toEqual([]);
});

test("the camera of the one that does not begin is what the other connects for", async () => {
  const { call, b } = await two();
  expect(call.last("b").agreed).toBe(1);
  expect(sent(call.last("a"))).toBe(CAMERA.camera);
  expect(b.peers.get().get("a")).toMatchObject({ phase: "connected", sends: { camera: true } });
});

test("signals that overtake the view are kept for it", async () => {
  const call = new MemoryCall();
  const [a, b] = [call.comes("a"), call.comes("b")];
  b.update("b", [other("a", CAMERA)]);
  await settle();
  a.update("a", [other("b")]);
  await settle();
  expect(call.last("a").agreed).toBe(1);
  expect(a.peers.get().get("b")?.sends.camera).toBe(true);
});

test("while it reconnects nothing is sent; then the same again", async () => {
  const { call, a } = await two();
  call.last("a").becomes("disconnected");
  await settle(10);
  expect(a.peers.get().get("b")?.phase).toBe("reconnecting");
  expect(sent(call.last("a"))).toBe(null);
  call.last("a").becomes("connected");
  await settle(10);
  expect(sent(call.last("a"))).toBe(CAMERA.camera);
});

test("an interruption leads to new ways first, and then to a new session", async () => {
  const { call, a, b } = await two();
  const first = call.last("b");
  for (const name of ["a", "b"]) call.last(name).becomes("disconnected");
  await settle(2_000);
  expect(first.agreed).toBeGreaterThan(1);
  expect(call.last("b")).toBe(first);
  await settle(8_000);
  expect(call.last("b")).not.toBe(first);
  expect(first.signalingState).toBe("closed");
  call.connect("a", "b");
  await settle(10);
  expect([a.peers.get().get("b")?.phase, b.peers.get().get("a")?.phase]).toEqual([
    "connected",
    "connected",
  ]);
  expect(sent(call.last("a"))).toBe(CAMERA.camera);
});

test("the one that does not begin asks for the floor where only it is interrupted", async () => {
  const { call } = await two();
  const first = call.last("b");
  call.last("a").becomes("disconnected");
  call.refuses = 1;
  await settle(1_500);
  expect(first.agreed).toBe(1);
  // The room refused its word, and is told it again.
  await settle(1_000);
  expect(first.agreed).toBe(2);
  expect(call.last("b")).toBe(first);
});

test("the one that does not begin asks for a new session where only it sees the failure", async () => {
  const { call } = await two();
  const first = call.last("b");
  call.last("a").becomes("failed");
  await settle(1_500);
  expect(call.last("b")).not.toBe(first);
  expect(call.last("b").agreed).toBe(1);
});

test("who goes is gone, and who turns off is off", async () => {
  const { call, a, b } = await two();
  a.update("a", [other("b")]);
  await settle();
  expect(sent(call.last("a"))).toBe(null);
  expect(b.peers.get().get("a")?.sends.camera).toBe(false);
  b.update("b", []);
  expect(call.last("b").signalingState).toBe("closed");
  await settle(2_000);
  // Whatever else happens in the room.
  b.update("b", []);
  await settle(1_000);
  expect(b.peers.get().size).toBe(0);
});

test("who lost the room keeps their place, and it says so until they are connected again", async () => {
  const { call, b } = await two();
  const shown = () => b.peers.get().get("a");
  b.update("b", []);
  expect(shown()).toMatchObject({ phase: "reconnecting", received: NO_TRACKS });
  call.comes("a2").update("a2", [other("b", CAMERA)]);
  await settle(2_000);
  b.update("b", [{ person: "a", connection: "a2", tracks: CAMERA }]);
  await settle(2_000);
  expect(shown()?.phase).toBe("reconnecting");
  expect(sent(call.last("b"))).toBe(null);
  call.connect("a2", "b");
  await settle(10);
  expect(shown()).toMatchObject({ phase: "connected", sends: { camera: true } });
  expect(sent(call.last("b"))).toBe(CAMERA.camera);
});

test("who was not connected has nothing to come back to", async () => {
  const call = new MemoryCall();
  const b = call.comes("b");
  b.update("b", [other("a")]);
  b.pause();
  expect(b.peers.get().get("a")?.phase).toBe("reconnecting");
  b.update("b", [other("a")]);
  expect(b.peers.get().get("a")?.phase).toBe("idle");
  b.update("b", [other("a", CAMERA)]);
  expect(b.peers.get().get("a")?.phase).toBe("connecting");
});

test("signals of many that are never shown leave room for those who are", async () => {
  const call = new MemoryCall();
  const [a, b] = [call.comes("a"), call.comes("b")];
  for (let n = 0; n < 100; n += 1) a.receive(`nobody-${n}`, { sends: { camera: true } });
  b.update("b", [other("a", CAMERA)]);
  await settle();
  a.update("a", [other("b")]);
  await settle();
  expect(call.last("a").agreed).toBe(1);
  // Of those that came first nothing is kept.
  a.update("a", [other("b"), other("nobody-0"), other("nobody-99")]);
  const sends = ["nobody-0", "nobody-99"].map((name) => a.peers.get().get(name)?.sends.camera);
  expect(sends).toEqual([false, true]);
});

test("a word that the room refused is said again", async () => {
  const call = new MemoryCall();
  const [a, b] = [call.comes("a"), call.comes("b")];
  call.refuses = 2;
  b.update("b", [other("a")]);
  a.update("a", [other("b", CAMERA)]);
  await settle(1_500);
  expect(b.peers.get().get("a")?.sends.camera).toBe(true);
});

test("what is no signal is nothing", async () => {
  const { b } = await two();
  for (const data of [
    null,
    7,
    "offer",
    {},
    { session: 1 },
    { sends: null },
    { session: "x", description: {} },
  ]) {
    b.receive("a", data);
  }
  await settle();
  expect(b.peers.get().get("a")?.phase).toBe("connected");
});
