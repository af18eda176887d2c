import type { Capture } from "@/live/media/device-source";
import type { SharedScreen } from "@/live/media/screen-source";
import type { PeerState } from "@/live/rtc/mesh";
import type { Phase } from "@/live/rtc/peer-link";
import { seatsOf } from "@/live/rtc/seats";
import type { PersonInfo, RoomView } from "@/live/types";

/** A person's picture, or their screen. */
export interface Tile {
  key: string;
  person: PersonInfo;
  own: boolean;
  kind: "camera" | "screen";
  /** Null: there is no picture, and the name stands for the face. */
  track: MediaStreamTrack | null;
  /** Whether their microphone is off. */
  muted: boolean;
  phase: Phase;
  failures: number;
}

interface Scene {
  view: RoomView;
  peers: ReadonlyMap<string, PeerState>;
  microphone: Capture;
  camera: Capture;
  shared: SharedScreen | null;
  /** Candidates work unobserved. */
  focus: boolean;
}

/** What is shown of everyone who is here: screens first, then the others, and oneself at the end. */
export function tilesOf(scene: Scene): Tile[] {
  const { view, focus } = scene;
  // Who lost their connection keeps their tile for a moment.
  const here = new Set([...seatsOf(view).map(({ person }) => person), ...scene.peers.keys()]);
  const people = view.people.filter(({ id }) => here.has(id));
  const tiles = people.flatMap((person) => {
    if (person.id === view.me.id) return ownTiles(scene, person);
    // Nobody watches a candidate in focus time, whatever their browser may send.
    return tilesOfPeer(person, scene.peers.get(person.id), focus && person.role === "candidate");
  });
  const rank = ({ kind, own }: Tile) => (kind === "screen" ? 0 : own ? 2 : 1);
  return tiles.toSorted((a, b) => rank(a) - rank(b));
}

function ownTiles({ microphone, camera, shared }: Scene, person: PersonInfo): Tile[] {
  const common = {
    person,
    own: true,
    muted: !microphone.on,
    phase: "connected",
    failures: 0,
  } as const;
  const face = camera.on ? camera.track : null;
  return [
    { ...common, key: `${person.id}-camera`, kind: "camera", track: face },
    ...(shared
      ? [{ ...common, key: `${person.id}-screen`, kind: "screen", track: shared.screen } as const]
      : []),
  ];
}

function tilesOfPeer(person: PersonInfo, peer: PeerState | undefined, hidden: boolean): Tile[] {
  const { phase = "idle", failures = 0, sends, received } = peer ?? {};
  const common = { person, own: false, muted: !sends?.microphone, phase, failures };
  const face = sends?.camera && !hidden ? (received?.camera ?? null) : null;
  const screen = sends?.screen && !hidden ? (received?.screen ?? null) : null;
  return [
    { ...common, key: `${person.id}-camera`, kind: "camera", track: face },
    ...(screen
      ? [{ ...common, key: `${person.id}-screen`, kind: "screen", track: screen } as const]
      : []),
  ];
}
