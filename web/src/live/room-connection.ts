import { backoff, type Cause } from "@/live/backoff";
import { Store } from "@/live/store";
import type { RoomTransport, TransportListener } from "@/live/transport";
import type { ClosedReason, HandshakeRefusal, RoomView } from "@/live/types";

/** Why there will be no further attempt. */
export type StopReason =
  /** There is no token, or the server accepts none of ours. */
  | "unauthenticated"
  | "unknown_room"
  /** The room has ended, and this person may not stay. */
  | "ended"
  | "signed_out"
  /** The person left the page or the room. */
  | "left";

/** How it stands with the server. */
export type Link =
  | { phase: "connecting" }
  | { phase: "online" }
  /** Was online, and tries to be so again. */
  | { phase: "reconnecting" }
  | { phase: "stopped"; reason: StopReason };

/** What a connection needs to know from outside. */
export interface ConnectionSettings {
  room: string;
  transport: RoomTransport;
  /** A token for the next attempt, or null if there is none; `force` asks for a new one. */
  token: (options: { force: boolean }) => Promise<string | null>;
  /** The last timeline entry that is already here. */
  after: () => number;
  random: () => number;
}

/** A server that accepts a connection and then says nothing for this long is given up, in ms. */
const FIRST_VIEW_MS = 10_000;

/**
 * Keeps one person connected to one room: a fresh token for each attempt, attempts with growing,
 * jittered waits, and a clear state when there is no point in going on.
 * `online` begins with the first `view`, not before.
 */
export class RoomConnection {
  readonly link = new Store<Link>({ phase: "connecting" });
  private readonly received: TransportListener[] = [];
  private failures = 0;
  /** Whether the next attempt must come with a new token; a second refusal is final. */
  private forceToken = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** Goes up with each attempt, so that what an earlier one still answers is ignored. */
  private attempt = 0;
  /** While it is this side that drops the connection, and decides what comes next. */
  private dropping = false;

  constructor(private readonly settings: ConnectionSettings) {
    settings.transport.listen(this.listener());
  }

  /** Hands every message on; several may listen. */
  listen(listener: TransportListener): void {
    this.received.push(listener);
  }

  /** The first attempt, or one after `stopped`. */
  start(): void {
    this.failures = 0;
    this.forceToken = false;
    this.link.set({ phase: "connecting" });
    void this.tryNow();
  }

  /** Ends it for good; `start` begins anew. */
  stop(reason: StopReason): void {
    this.attempt += 1;
    clearTimeout(this.timer);
    this.link.set({ phase: "stopped", reason });
    this.drop();
  }

  /** Gives the present connection up, for instance since it answers nothing, and makes another. */
  renew(): void {
    if (this.link.get().phase === "stopped") return;
    this.drop();
    this.retry("lost");
  }

  /** Tries at once instead of waiting: the network is said to be back, or the person asked. */
  hurry(): void {
    const { phase } = this.link.get();
    if (phase === "online" || phase === "stopped") return;
    this.failures = 0;
    void this.tryNow();
  }

  private async tryNow(): Promise<void> {
    clearTimeout(this.timer);
    this.attempt += 1;
    const mine = this.attempt;
    const token = await this.settings.token({ force: this.forceToken }).catch(() => undefined);
    if (mine !== this.attempt) return;
    if (token) this.connect(token);
    else if (token === null) this.stop("unauthenticated");
    else this.retry("lost");
  }

  private connect(token: string): void {
    this.timer = setTimeout(() => this.renew(), FIRST_VIEW_MS);
    const { room, transport, after } = this.settings;
    this.drop();
    transport.connect({ token, room, after: after() });
  }

  private retry(cause: Cause): void {
    if (this.link.get().phase === "stopped") return;
    this.attempt += 1;
    clearTimeout(this.timer);
    if (this.link.get().phase === "online") this.link.set({ phase: "reconnecting" });
    const wait = backoff(this.failures, cause, this.settings.random);
    this.failures += 1;
    this.timer = setTimeout(() => void this.tryNow(), wait);
  }

  private disconnected(refusal: HandshakeRefusal | undefined): void {
    if (this.dropping || this.link.get().phase === "stopped") return;
    if (refusal === "unknown_room") this.stop("unknown_room");
    else if (refusal === "room_ended") this.stop("ended");
    else if (refusal === "unauthenticated" && this.forceToken) this.stop("unauthenticated");
    else this.retry(refusal === "try_later" ? "try_later" : "lost");
    this.forceToken = refusal === "unauthenticated";
  }

  private closed(reason: ClosedReason): void {
    if (reason === "ended" || reason === "signed_out") {
      this.stop(reason);
    } else {
      // Removed: one may be connected all the same, and the next view says how one stands.
      this.drop();
      this.retry(reason === "draining" ? "draining" : "lost");
    }
  }

  private drop(): void {
    this.dropping = true;
    this.settings.transport.disconnect();
    this.dropping = false;
  }

  private view(view: RoomView, seq: number): void {
    clearTimeout(this.timer);
    this.failures = 0;
    this.forceToken = false;
    for (const listener of this.received) listener.view(view, seq);
    // Each view is news of the room, not of the connection.
    if (this.link.get().phase !== "online") this.link.set({ phase: "online" });
  }

  private listener(): TransportListener {
    const each = (tell: (listener: TransportListener) => void) => {
      for (const listener of this.received) tell(listener);
    };
    return {
      connected: () => each((to) => to.connected()),
      disconnected: (refusal) => {
        each((to) => to.disconnected(refusal));
        this.disconnected(refusal);
      },
      view: (view, seq) => this.view(view, seq),
      entry: (entry) => each((to) => to.entry(entry)),
      edit: (pad, update) => each((to) => to.edit(pad, update)),
      awareness: (pad, update) => each((to) => to.awareness(pad, update)),
      rtc: (from, data) => each((to) => to.rtc(from, data)),
      closed: (reason) => {
        each((to) => to.closed(reason));
        this.closed(reason);
      },
    };
  }
}
