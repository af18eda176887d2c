import { Session } from "@/live/rtc/session";
import type { CallSignal } from "@/live/rtc/signals";
import { NO_TRACKS, type Tracks } from "@/live/rtc/slots";
import { untilTold } from "@/live/rtc/until-told";

/** How it stands between two ends of a call. */
export type Phase =
  /** Neither has anything to send. */
  | "idle"
  | "connecting"
  | "connected"
  /** Was connected, and tries to be so again; meanwhile nothing is sent. */
  | "reconnecting";

export interface LinkSettings {
  /** Whether sessions begin on this side; the other one asks for them. */
  begins: boolean;
  /** Whether the two were connected before, by another connection to the room. */
  returning: boolean;
  connect: () => RTCPeerConnection;
  servers: () => Promise<RTCIceServer[]>;
  /** Answers whether it is on its way. */
  send: (signal: CallSignal) => Promise<boolean>;
  newId: () => string;
  /** The phase or what is received changed. */
  changed: () => void;
}

/** A connection that was interrupted often comes back by itself within this time, in ms. */
const PATIENCE_MS = 1_000;
/** An attempt that has not connected after this time is given up for a new one, in ms. */
const ATTEMPT_MS = 5_000;
/** The longest time for an attempt, after many that failed, in ms. */
const LONGEST_ATTEMPT_MS = 15_000;

/**
 * The call with one other connection. Whatever happens to the network it goes on trying: first by new ways
 * for the same session, then by a new session, with the same tracks.
 */
export class PeerLink {
  phase: Phase = "idle";
  /** How many attempts have failed since it was last connected. */
  failures = 0;
  session: Session | null = null;
  private id: string | null = null;
  private tracks = NO_TRACKS;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly settings: LinkSettings) {}

  /** There is something to send or to receive. */
  open(): void {
    if (this.phase !== "idle") return;
    this.begin();
    this.tryAnew();
  }

  /** Sends these from now on; while there is no connection, as soon as there is one. */
  put(tracks: Tracks): void {
    this.tracks = tracks;
    this.session?.put(this.phase === "reconnecting" ? NO_TRACKS : tracks);
  }

  receive(signal: Exclude<CallSignal, { sends: unknown }>): void {
    if ("again" in signal) {
      this.asked(signal.again);
      return;
    }
    if (signal.session !== this.id) {
      // Of a session that was given up, unless it begins one.
      if (this.settings.begins || signal.description?.type !== "offer") return;
      this.enter(signal.session);
    }
    this.session?.receive(signal);
  }

  /** The network is another one, or back: no need to wait until that shows. */
  networkChanged(): void {
    if (this.session) this.restart();
  }

  close(): void {
    clearTimeout(this.timer);
    this.session?.close();
    this.session = null;
    this.id = null;
    this.phase = "idle";
  }

  private begin(): void {
    this.phase = this.settings.returning ? "reconnecting" : "connecting";
  }

  private asked(again: string | null): void {
    if (!this.settings.begins) return;
    if (this.id === null) this.open();
    else if (again === this.id) this.tryAnew();
  }

  /** One side begins a session; the other one asks for one. */
  private tryAnew(): void {
    this.giveTime();
    if (this.settings.begins) this.enter(this.settings.newId());
    else void this.settings.send({ again: this.id });
  }

  private enter(id: string): void {
    this.session?.close();
    this.id = id;
    const { begins, connect, servers } = this.settings;
    if (this.phase === "idle") this.begin();
    if (this.phase === "connected") this.phase = "reconnecting";
    const session: Session = new Session({
      connection: connect(),
      begins,
      servers,
      send: (negotiation) => void this.say(session, { session: id, ...negotiation }),
      changed: () => this.stateChanged(session),
      failed: () => this.failed(session),
    });
    this.session = session;
    this.put(this.tracks);
    this.giveTime();
    this.settings.changed();
  }

  /** Were a word lost, the two might wait for each other. */
  private say(session: Session, signal: CallSignal): Promise<void> {
    return untilTold(
      () => this.settings.send(signal),
      () => session === this.session,
    );
  }

  private stateChanged(session: Session): void {
    if (session !== this.session) return;
    const { state } = session;
    if (state === "connected") this.connected();
    else if (state === "disconnected") this.interrupted();
    else if (state === "failed" || state === "closed") this.failed(session);
    this.settings.changed();
  }

  private connected(): void {
    clearTimeout(this.timer);
    this.failures = 0;
    this.phase = "connected";
    this.put(this.tracks);
  }

  private interrupted(): void {
    if (this.phase === "connected") this.phase = "reconnecting";
    this.put(this.tracks);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.restart(), PATIENCE_MS);
  }

  private restart(): void {
    this.session?.restart();
    if (this.phase !== "connected") this.giveTime();
  }

  private failed(session: Session): void {
    if (session !== this.session) return;
    if (this.phase === "connected") this.phase = "reconnecting";
    this.put(this.tracks);
    this.settings.changed();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.gaveUp(), PATIENCE_MS);
  }

  private gaveUp(): void {
    this.failures += 1;
    this.tryAnew();
    this.settings.changed();
  }

  private giveTime(): void {
    clearTimeout(this.timer);
    const time = Math.min(ATTEMPT_MS * 1.5 ** this.failures, LONGEST_ATTEMPT_MS);
    this.timer = setTimeout(() => this.gaveUp(), time);
  }
}
