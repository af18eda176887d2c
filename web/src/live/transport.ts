import type { ClosedReason, HandshakeRefusal, RoomView, TimelineEntry } from "@/live/types";

/** What a connection attempt shows to the server. */
export interface Handshake {
  token: string;
  room: string;
  /** The last timeline entry that is already here; 0 asks for all. */
  after: number;
}

/** What comes in, in the order it was sent. */
export interface TransportListener {
  connected(): void;
  /** The attempt or the connection is over. `refusal` is the server's word, if it gave one. */
  disconnected(refusal?: HandshakeRefusal): void;
  /** `seq` is the log's head when the view was made. */
  view(view: RoomView, seq: number): void;
  entry(entry: TimelineEntry): void;
  edit(pad: string, update: Uint8Array): void;
  awareness(pad: string, update: Uint8Array): void;
  /** A call's signalling, from another connection. */
  rtc(from: string, data: unknown): void;
  closed(reason: ClosedReason): void;
}

/** The messages that are acknowledged. */
export type Request = "command" | "edit" | "sync" | "rtc";

/**
 * The socket as the room sees it; `SocketTransport` is the real one, `MemoryTransport` its twin for
 * tests. It connects when told to and never by itself: when to try again is `RoomConnection`'s part.
 */
export interface RoomTransport {
  listen(listener: TransportListener): void;
  /** One attempt; ends in `connected` or `disconnected`. */
  connect(handshake: Handshake): void;
  /** Drops the connection (then `disconnected` follows) or the attempt (then nothing does). */
  disconnect(): void;
  /**
   * Asks and hands the answer over, in order with the other messages. If the connection is lost first,
   * `answer` is never called: whoever asked asks again on the next connection.
   */
  request<A>(name: Request, args: unknown[], answer: (ack: A) => void): void;
  /** At most once: dropped while there is no connection. */
  awareness(pad: string, update: Uint8Array): void;
}
