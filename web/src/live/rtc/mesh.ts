import { Absent } from "@/live/rtc/absent";
import { PeerLink, type Phase } from "@/live/rtc/peer-link";
import { asSignal, type CallSignal } from "@/live/rtc/signals";
import {
  NO_TRACKS,
  SENDS_NOTHING,
  type Sends,
  sameBySlot,
  sendsAnything,
  sendsOf,
  type Tracks,
} from "@/live/rtc/slots";
import { untilTold } from "@/live/rtc/until-told";
import { Store } from "@/live/store";

/** Someone to be in a call with, at the one of their connections that takes part. */
export interface Other {
  person: string;
  connection: string;
  /** What is sent to them; less than to others where they have no place for video. */
  tracks: Tracks;
}

/** How it stands with one of the others. */
export interface PeerState {
  phase: Phase;
  failures: number;
  /** What they say they send. */
  sends: Sends;
  received: Tracks;
}

interface MeshSettings {
  connect: () => RTCPeerConnection;
  /** Those that help a call through, with credentials that hold. */
  servers: () => Promise<RTCIceServer[]>;
  /** Answers whether it is on its way. */
  send: (to: string, signal: CallSignal) => Promise<boolean>;
  newId: () => string;
  /** Someone came, went, or is connected now. */
  changed: () => void;
}

interface Peer {
  other: Other;
  link: PeerLink;
  sends: Sends;
}

/** Signals of a connection that is not known yet are kept, so many of each. */
const EARLY = 64;
/** Of so many connections at most; of more, the oldest are forgotten: they may never be shown. */
const MOST_EARLY = 16;

/** A call of everyone with everyone: one link to each of the others. */
export class Mesh {
  /** By person. */
  readonly peers = new Store<ReadonlyMap<string, PeerState>>(new Map());
  /** By connection. */
  private readonly links = new Map<string, Peer>();
  /** What came from connections that the room has not shown yet: views and signals may overtake each other. */
  private readonly early = new Map<string, CallSignal[]>();
  private readonly absent = new Absent(() => this.publish());

  constructor(private readonly settings: MeshSettings) {}

  /** These are the others from now on; `own` is this browser's connection, and nobody waits for who is out. */
  update(own: string, others: Other[], out: string[] = []): void {
    const wanted = new Map(others.map((other) => [other.connection, other]));
    for (const [connection, peer] of this.links) {
      if (!wanted.has(connection)) this.lose(peer);
    }
    for (const other of others) this.keep(own, other);
    this.absent.follow(
      others.map(({ person }) => person),
      out,
    );
    this.publish();
  }

  /** Nobody can be called for the moment: nothing is sent, and all keep their places. */
  pause(): void {
    this.loseAll();
    this.publish();
  }

  /** Ends the call with everyone. */
  clear(): void {
    this.loseAll();
    this.absent.clear();
    this.publish();
  }

  /** Takes a signal from another browser. */
  receive(from: string, data: unknown): void {
    const signal = asSignal(data);
    if (!signal) return;
    const peer = this.links.get(from);
    const early = this.early.get(from) ?? [];
    if (peer) this.take(peer, signal);
    else if (early.length < EARLY) this.early.set(from, [...early, signal]);
    const [oldest] = this.early.keys();
    if (oldest !== undefined && this.early.size > MOST_EARLY) this.early.delete(oldest);
  }

  /** The network is another one, or back. */
  networkChanged(): void {
    for (const { link } of this.links.values()) link.networkChanged();
  }

  /** The links there are, by person, for what looks into them. */
  entries(): [string, PeerLink][] {
    return [...this.links.values()].map(({ other, link }) => [other.person, link]);
  }

  /** To how many of the others a picture goes. */
  watching(): number {
    const pictures = ({ camera, screen }: Tracks) => camera !== null || screen !== null;
    return [...this.links.values()].filter(({ other }) => pictures(other.tracks)).length;
  }

  private keep(own: string, other: Other): void {
    const known = this.links.get(other.connection);
    if (!known) this.add(own, other);
    else if (!sameBySlot(known.other.tracks, other.tracks)) this.change(known, other);
  }

  private change(peer: Peer, other: Other): void {
    const before = sendsOf(peer.other.tracks);
    peer.other = other;
    peer.link.put(other.tracks);
    if (!sameBySlot(before, sendsOf(other.tracks))) void this.tell(peer);
    this.openIfNeeded(peer);
  }

  private loseAll(): void {
    for (const peer of this.links.values()) this.lose(peer);
    this.early.clear();
  }

  private lose(peer: Peer): void {
    const { person, connection } = peer.other;
    this.absent.add(person, stateOf(peer));
    peer.link.close();
    this.links.delete(connection);
  }

  private add(own: string, other: Other): void {
    const { connect, servers, newId, send } = this.settings;
    const link = new PeerLink({
      begins: own > other.connection,
      returning: this.absent.wasConnected(other.person),
      connect,
      servers,
      newId,
      send: (signal) => send(other.connection, signal),
      changed: () => this.publish(),
    });
    const peer = { other, link, sends: SENDS_NOTHING };
    this.links.set(other.connection, peer);
    link.put(other.tracks);
    if (!sameBySlot(other.tracks, NO_TRACKS)) void this.tell(peer);
    const early = this.early.get(other.connection) ?? [];
    this.early.delete(other.connection);
    for (const signal of early) this.take(peer, signal);
    this.openIfNeeded(peer);
  }

  private take(peer: Peer, signal: CallSignal): void {
    if (!("sends" in signal)) {
      peer.link.receive(signal);
      return;
    }
    peer.sends = signal.sends;
    this.openIfNeeded(peer);
    this.publish();
  }

  /** Says what is sent, as it is each time it is said. */
  private tell(peer: Peer): Promise<void> {
    const { connection } = peer.other;
    return untilTold(
      () => this.settings.send(connection, { sends: sendsOf(peer.other.tracks) }),
      () => this.links.get(connection) === peer,
    );
  }

  private openIfNeeded({ other, link, sends }: Peer): void {
    if (sendsAnything(sends) || sendsAnything(sendsOf(other.tracks))) link.open();
  }

  private publish(): void {
    const before = this.peers.get();
    const states = [...this.links.values()].map(
      (peer) => [peer.other.person, stateOf(peer)] as const,
    );
    const next = new Map<string, PeerState>();
    for (const [person, state] of [...this.absent.states(), ...states]) {
      const known = before.get(person);
      next.set(person, known && sameState(known, state) ? known : state);
    }
    const same = next.size === before.size && [...next].every(([id, it]) => before.get(id) === it);
    if (same) return;
    this.peers.set(next);
    this.settings.changed();
  }
}

function stateOf({ link, sends }: Peer): PeerState {
  const { phase, failures, session } = link;
  return { phase, failures, sends, received: session?.received() ?? NO_TRACKS };
}

const sameState = (a: PeerState, b: PeerState): boolean =>
  a.phase === b.phase &&
  a.failures === b.failures &&
  sameBySlot(a.sends, b.sends) &&
  sameBySlot(a.received, b.received);
