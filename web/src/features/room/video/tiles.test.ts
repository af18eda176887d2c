import { memoryView } from "@/live/memory/memory-view";
import { eachSlot, NO_TRACKS } from "@/live/rtc/slots";
import type { PersonInfo } from "@/live/types";
import { tilesOf } from "./tiles";

const OFF = { on: false, pending: false, track: null, trouble: null };
const face = { id: "face" } as unknown as MediaStreamTrack;

const someone = (id: string, role: PersonInfo["role"]): PersonInfo => ({
  id,
  name: id,
  role,
  online: true,
  connections: [`${id}-1`],
  hand: false,
});

const sends = (...on: string[]) => eachSlot((slot) => on.includes(slot));

function scene({ focus = false, on = ["camera"], carlIsHere = true } = {}) {
  const carl = someone("carl", "candidate");
  const gone = { ...carl, online: false, connections: [] };
  const people = [someone("asha", "host"), carlIsHere ? carl : gone];
  const received = { ...NO_TRACKS, camera: face, screen: face };
  return tilesOf({
    view: memoryView({ people }),
    peers: new Map([["carl", { phase: "connected", failures: 0, sends: sends(...on), received }]]),
    microphone: OFF,
    camera: OFF,
    shared: null,
    focus,
  });
}

test("the others first, oneself last", () => {
  expect(scene().map(({ key, track }) => [key, track])).toEqual([
    ["carl-camera", face],
    ["asha-camera", null],
  ]);
});

test("who lost their connection keeps their tile while the call keeps their place", () => {
  expect(scene({ carlIsHere: false }).map(({ key }) => key)).toEqual([
    "carl-camera",
    "asha-camera",
  ]);
});

test("a shared screen has a tile of its own, before all faces", () => {
  expect(scene({ on: ["camera", "screen"] }).map(({ key }) => key)).toEqual([
    "carl-screen",
    "carl-camera",
    "asha-camera",
  ]);
});

test("what is off is not shown, whatever comes", () => {
  expect(scene({ on: [] }).map(({ track }) => track)).toEqual([null, null]);
});

test("in focus time nobody sees the candidate, whatever their browser sends", () => {
  const tiles = scene({ focus: true, on: ["camera", "screen"] });
  expect(tiles.map(({ track }) => track)).toEqual([null, null]);
});
