import { expect, it } from "vitest";
import type { PadInfo, SignalKind, TimelineEntry } from "@/live/types";
import { clusterSignals } from "./signal-clusters";
import { signalText } from "./signal-words";

let seq = 0;
const signal = (kind: SignalKind, at: number, more: object = {}): TimelineEntry => {
  seq += 1;
  const actor = { id: "carl", name: "Carl", role: "candidate" as const };
  return { seq, at, actor, type: "signal", kind, ...more };
};

const pad = (id: string, title: string): PadInfo => ({ id, title, kind: "code", locked: false });
const PADS = [pad("p1", "Code"), pad("p2", "Tests"), pad("p3", "Tests")];

const texts = (entries: TimelineEntry[]) =>
  clusterSignals(entries).map((cluster) => `${signalText(cluster, PADS)} ×${cluster.times}`);

it("joins a thing and its return into one line", () => {
  expect(texts([signal("tab_hidden", 0)])).toEqual(["Tab in the background now ×1"]);
  expect(texts([signal("tab_hidden", 0), signal("tab_visible", 12_000)])).toEqual([
    "Tab in the background for 12 s ×1",
  ]);
});

it("counts what repeats soon, and adds up how long it was", () => {
  const entries = [
    signal("tab_hidden", 0),
    signal("tab_visible", 5_000),
    signal("tab_hidden", 20_000),
    signal("tab_visible", 30_000),
  ];
  expect(texts(entries)).toEqual(["Tab in the background for 15 s ×2"]);
});

it("begins a new line after a while, and for another thing or person", () => {
  const other = { actor: { id: "dana", name: "Dana", role: "candidate" } };
  const entries = [
    signal("tab_hidden", 0),
    signal("tab_visible", 1_000),
    signal("window_blurred", 2_000),
    signal("tab_hidden", 3_000, other),
    signal("tab_hidden", 500_000),
  ];
  expect(clusterSignals(entries).map(({ person, subject }) => `${person} ${subject}`)).toEqual([
    "carl tab",
    "dana tab",
    "carl window",
    "carl tab",
  ]);
});

it("adds up pasted characters and never says what they were", () => {
  const paste = (at: number, length: number) => signal("pasted_from_outside", at, { length });
  expect(texts([paste(0, 300), paste(1_000, 41)])).toEqual([
    "Pasted from outside, 341 characters ×2",
  ]);
  expect(texts([paste(0, 1)])).toEqual(["Pasted from outside, 1 character ×1"]);
});

it("says into which pads it was pasted, and whether it was elsewhere, too", () => {
  const paste = (at: number, pad?: string) =>
    signal("pasted_from_outside", at, { length: 7, ...(pad && { pad }) });
  expect(texts([paste(0, "p1"), paste(1, "p1")])).toEqual([
    "Pasted from outside into Code, 14 characters ×2",
  ]);
  expect(texts([paste(0, "p2"), paste(1, "p1"), paste(2, "p3")])).toEqual([
    "Pasted from outside into Tests and Code, 21 characters ×3",
  ]);
  expect(texts([paste(0), paste(1, "p1")])).toEqual([
    "Pasted from outside into Code and elsewhere, 14 characters ×2",
  ]);
  expect(texts([paste(0, "not known here"), paste(1)])).toEqual([
    "Pasted from outside, 14 characters ×2",
  ]);
});

it("keeps an absence whole, however long", () => {
  const entries = [signal("connection_lost", 0), signal("connection_restored", 600_000)];
  expect(texts(entries)).toEqual(["Connection lost for 10 min ×1"]);
});

it("makes no line of a return whose beginning is not known", () => {
  expect(texts([signal("tab_visible", 0), signal("window_focused", 1)])).toEqual([]);
});

it("ends an absence when the connection is lost, or the person does something", () => {
  const actor = { id: "carl", name: "Carl", role: "candidate" as const };
  const said = (at: number): TimelineEntry => {
    seq += 1;
    return { seq, at, actor, type: "said", text: "hello", to: "all" };
  };
  expect(texts([signal("tab_hidden", 0), said(8_000), signal("tab_visible", 20_000)])).toEqual([
    "Tab in the background for 8 s ×1",
  ]);
  expect(
    texts([
      signal("window_blurred", 0),
      signal("connection_lost", 5_000),
      signal("connection_restored", 9_000),
    ]),
  ).toEqual(["Connection lost for 4 s ×1", "Another window in front for 5 s ×1"]);
  expect(
    texts([signal("tab_hidden", 0), signal("pasted_from_outside", 3_000, { length: 1 })]),
  ).toEqual(["Tab in the background for 3 s ×1", "Pasted from outside, 1 character ×1"]);
});

it("does not end one's absence by what somebody else does, or by what a run tells later", () => {
  const asha = { id: "asha", name: "Asha", role: "host" as const };
  const actor = { id: "carl", name: "Carl", role: "candidate" as const };
  seq += 2;
  const others = { seq, at: 4_000, actor: asha, type: "said", text: "hello?", to: "all" } as const;
  const run = { ...others, actor, type: "run_finished" } as unknown as TimelineEntry;
  expect(texts([signal("tab_hidden", 0), others, run])).toEqual(["Tab in the background now ×1"]);
});

it("adds up what was copied of the problem, and which devices came and went", () => {
  const copy = (at: number, length: number) => signal("problem_copied", at, { length });
  expect(texts([copy(0, 300), copy(1_000, 41)])).toEqual([
    "Problem text copied, 341 characters ×2",
  ]);
  const devices = (at: number, change: object) =>
    signal("devices_changed", at, { devices: change });
  expect(texts([devices(0, { microphones: 1, speakers: 2 }), devices(9, { cameras: -1 })])).toEqual(
    ["Devices changed: microphone added, 2 speakers added, camera removed ×2"],
  );
  expect(texts([devices(0, { cameras: -1 }), devices(9, { cameras: 1 })])).toEqual([
    "Devices changed: camera added, camera removed ×2",
  ]);
});

it("takes a change of devices for nothing that the person did", () => {
  const devices = signal("devices_changed", 3_000, { devices: { cameras: 1 } });
  expect(texts([signal("tab_hidden", 0), devices, signal("tab_visible", 5_000)])).toEqual([
    "Tab in the background for 5 s ×1",
    "Devices changed: camera added ×1",
  ]);
});

it("leaves out what a newer server tells of", () => {
  const unknown = signal("mood_changed" as SignalKind, 1_000);
  expect(texts([signal("tab_hidden", 0), unknown])).toEqual(["Tab in the background now ×1"]);
});
