import type { IceServers } from "@/api/rtc/ice-servers";
import type { DeviceSource } from "@/live/media/device-source";
import type { OwnMedia } from "@/live/media/own-media";
import { MemoryConnection, withoutMedia } from "@/live/memory/memory-connection";
import { settle, visit } from "@/live/memory/memory-live-room";
import { MemoryRoom } from "@/live/memory/memory-room";
import { memoryView } from "@/live/memory/memory-view";
import { Call } from "@/live/rtc/call";
import { Store } from "@/live/store";
import type { PersonInfo, RoomView } from "@/live/types";

const face = { kind: "video" } as MediaStreamTrack;
const voice = { kind: "audio" } as MediaStreamTrack;

const source = (track: MediaStreamTrack) => {
  const capture = new Store({ on: true, pending: false, track, trouble: null });
  const turnOff = vi.fn(() => capture.set({ ...capture.get(), on: false }));
  return { capture, turnOff } as unknown as DeviceSource;
};

/** Someone whose microphone and camera are on. */
const media = () =>
  ({
    microphone: source(voice),
    camera: source(face),
    screen: { shared: new Store(null) },
    pause: vi.fn(),
  }) as unknown as OwnMedia;

const someone = (id: string, change: Partial<PersonInfo> = {}): PersonInfo => ({
  id,
  name: id,
  role: "interviewer",
  online: true,
  // Below every own connection: this side begins.
  connections: [`a-${id}`],
  hand: false,
  ...change,
});

const ME = {
  id: "carl",
  name: "Carl",
  role: "candidate",
  state: "inside",
  connection: "c1",
} as const;
const own = (change: Partial<PersonInfo> = {}) =>
  someone("carl", { role: "candidate", connections: ["c1"], ...change });

withoutMedia();

const NO_SERVERS = async (): Promise<IceServers> => ({ iceServers: [] });

/** Carl in a call with those people. */
async function callOf(view: Partial<RoomView>, servers = NO_SERVERS) {
  const room = new MemoryRoom(memoryView({ me: ME, ...view }));
  const { live, transport } = visit(room);
  const connections: MemoryConnection[] = [];
  const devices = media();
  const call = new Call({
    live,
    media: devices,
    servers,
    connect: () => {
      connections.push(new MemoryConnection());
      return connections.at(-1) as unknown as RTCPeerConnection;
    },
  });
  call.start();
  await settle(50);
  /** What goes to each of the others: their voices and pictures. */
  const sent = () =>
    connections
      .filter(({ signalingState }) => signalingState !== "closed")
      .map((each) =>
        each
          .getTransceivers()
          .slice(0, 2)
          .map(({ sender }) => sender.track),
      );
  return { room, live, transport, call, connections, devices, sent };
}

test("each of the others gets voice and picture", async () => {
  const { call, sent } = await callOf({ people: [someone("asha"), own(), someone("ben")] });
  expect(call.part.get()).toBe("video");
  expect(sent()).toEqual([
    [voice, face],
    [voice, face],
  ]);
});

test("where the connection to the room is lost nothing is sent, and then it is again", async () => {
  const people = [someone("asha"), own()];
  const { call, transport, connections, sent } = await callOf({ people });
  connections.at(-1)?.becomes("connected");
  transport.cut();
  expect(sent()).toEqual([]);
  expect(call.part.get()).toBe("none");
  // For however long it takes.
  await settle(10_000);
  expect(call.mesh.peers.get().get("asha")?.phase).toBe("reconnecting");
  transport.reachable = true;
  await settle(5_000);
  expect(call.mesh.peers.get().get("asha")?.phase).toBe("reconnecting");
  expect(sent()).toEqual([[null, null]]);
  connections.at(-1)?.becomes("connected");
  expect(call.mesh.peers.get().get("asha")?.phase).toBe("connected");
  expect(sent()).toEqual([[voice, face]]);
});

/** Lists of servers with credentials of a minute, each with its number. */
function numbered() {
  let number = 0;
  return vi.fn(async (): Promise<IceServers> => {
    number += 1;
    const server = { urls: "turn:relay.example.org", username: `${number}` };
    return { iceServers: [server], ttlSeconds: 60 };
  });
}

/** With which of them a connection looked for ways, each time. */
const names = (connection: MemoryConnection | undefined) =>
  connection?.searched.map(([server]) => server?.username);

test("credentials are renewed before new ways are looked for, and before a new session", async () => {
  const lists = numbered();
  const { connections } = await callOf({ people: [someone("asha"), own()] }, lists);
  expect(names(connections[0])).toEqual(["1"]);
  connections[0]?.becomes("connected");
  await settle(120_000);
  expect(lists).toHaveBeenCalledTimes(1);
  // Answered by nobody, so a new session follows.
  connections[0]?.setRemoteDescription({
    type: "answer",
    sdp: connections[0].localDescription?.sdp ?? "",
  });
  await settle(10);
  connections[0]?.becomes("disconnected");
  await settle(1_100);
  expect(names(connections[0])).toEqual(["1", "2"]);
  await settle(60_000);
  expect(connections.length).toBeGreaterThan(2);
  expect(names(connections[1])).toEqual(["2"]);
  expect(Number(names(connections.at(-1))?.[0])).toBeGreaterThan(2);
});

test("while credentials hold they are not asked for again", async () => {
  const lists = numbered();
  const { connections } = await callOf({ people: [someone("asha"), own()] }, lists);
  connections[0]?.becomes("failed");
  await settle(20_000);
  expect(connections.length).toBeGreaterThan(2);
  expect(lists).toHaveBeenCalledTimes(1);
});

test.each([
  ["does not come", () => new Promise<IceServers>(() => {})],
  ["is refused", () => Promise.reject(new Error("refused"))],
])("a list of servers that %s holds up no call", async (_, load) => {
  const { connections } = await callOf({ people: [someone("asha"), own()] }, load);
  await settle(2_000);
  expect(connections[0]?.searched).toEqual([[]]);
});

test("who was put out sends nothing", async () => {
  const { room, sent } = await callOf({ people: [someone("asha"), own()] });
  room.changeView({ me: { ...ME, state: "removed" }, people: [] });
  await settle(50);
  expect(sent()).toEqual([]);
});

test("the fifth is heard and not seen", async () => {
  const four = ["asha", "ben", "dana", "eve"].map((id) => someone(id));
  const { call, sent } = await callOf({ people: [...four, own({ role: "interviewer" })] });
  expect(call.part.get()).toBe("voice");
  expect(sent()).toEqual(four.map(() => [voice, null]));
});

test("the newest tab is the one in the call", async () => {
  const { call, sent } = await callOf({
    people: [someone("asha"), own({ connections: ["c1", "c2"] })],
  });
  expect(call.part.get()).toBe("elsewhere");
  expect(sent()).toEqual([]);
});

test("what this tab films is off when a newer one takes the call over, and only then", async () => {
  const { room, call, devices } = await callOf({ people: [someone("asha"), own()] });
  const connections = ["c1", "c2"];
  for (const name of ["Asha", "Asha Rao"]) {
    expect(devices.pause).toHaveBeenCalledTimes(name === "Asha" ? 0 : 1);
    room.changeView({ people: [someone("asha", { name }), own({ connections })] });
    await settle(50);
  }
  expect(call.part.get()).toBe("elsewhere");
  expect(devices.pause).toHaveBeenCalledTimes(1);
});

test("a candidate in focus time is not seen, and not heard unless they want it", async () => {
  const { room, devices, sent, live } = await callOf({ people: [someone("asha"), own()] });
  room.changeView({ focusTime: { until: live.clock.time() + 60_000 } });
  await settle(50);
  expect(sent()).toEqual([[null, null]]);
  devices.microphone.capture.set({ on: true, pending: false, track: voice, trouble: null });
  expect(sent()).toEqual([[voice, null]]);
  expect(devices.microphone.turnOff).toHaveBeenCalledTimes(1);
  // It ends by the clock, whether or not the room says so.
  await settle(60_000);
  expect(sent()).toEqual([[voice, face]]);
});

test("a connection that fails in focus time is made anew, and carries the picture after it", async () => {
  const { room, connections, sent, live } = await callOf({ people: [someone("asha"), own()] });
  room.changeView({ focusTime: { until: live.clock.time() + 60_000 } });
  await settle(50);
  const [first] = connections;
  first?.becomes("connected");
  first?.becomes("failed");
  await settle(2_000);
  const anew = connections.at(-1);
  expect(anew).not.toBe(first);
  anew?.becomes("connected");
  expect(sent()).toEqual([[null, null]]);
  await settle(60_000);
  expect(sent()).toEqual([[null, face]]);
});

test.each([
  ["live", "reconnecting"],
  ["ended", undefined],
] as const)("a candidate whose connection goes is waited for or not: %s", async (status, phase) => {
  const cleo = someone("cleo", { role: "candidate" });
  const me = own({ role: "host" });
  const { room, call, connections } = await callOf({ people: [cleo, me] });
  connections[0]?.becomes("connected");
  const { room: info } = memoryView({});
  room.changeView({
    room: { ...info, status },
    people: [{ ...cleo, online: false, connections: [] }, me],
  });
  await settle(50);
  expect(call.mesh.peers.get().get("cleo")?.phase).toBe(phase);
});

test("an interviewer in focus time is seen as ever", async () => {
  const { room, sent, live } = await callOf({
    me: { ...ME, role: "host" },
    people: [someone("asha"), own({ role: "host" })],
  });
  room.changeView({ focusTime: { until: live.clock.time() + 60_000 } });
  await settle(50);
  expect(sent()).toEqual([[voice, face]]);
});
