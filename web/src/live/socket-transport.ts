import { io, type Socket } from "socket.io-client";
import { namedEntry, namedView } from "@/live/erased";
import type { Handshake, Request, RoomTransport, TransportListener } from "@/live/transport";
import type { ClosedReason, HandshakeRefusal, RoomView, TimelineEntry } from "@/live/types";

/** An attempt that is not answered within this time counts as failed. */
const CONNECT_TIMEOUT_MS = 8_000;

const WEBSOCKET_FIRST = ["websocket", "polling"];
/** Becomes a WebSocket too, if that turns out to work. */
const POLLING_FIRST = ["polling", "websocket"];

const REFUSALS: readonly string[] = [
  "unauthenticated",
  "unknown_room",
  "room_ended",
  "try_later",
] satisfies HandshakeRefusal[];

/** The room's socket: Socket.IO, namespace `/room`, WebSocket first and long polling as fall-back. */
export class SocketTransport implements RoomTransport {
  private readonly socket: Socket;
  /** The last attempt hung: something on the way swallows WebSockets without a word. */
  private hung = false;

  /** `room` goes into the query, where load balancers look for it. */
  constructor(room: string) {
    this.socket = io("/room", {
      path: "/socket.io/",
      query: { room },
      transports: WEBSOCKET_FIRST,
      tryAllTransports: true,
      autoConnect: false,
      // Each attempt needs a fresh token, and refusals need different answers: RoomConnection's part.
      reconnection: false,
      forceNew: true,
      timeout: CONNECT_TIMEOUT_MS,
    });
  }

  listen(listener: TransportListener): void {
    const { socket } = this;
    socket.on("connect", () => listener.connected());
    socket.on("disconnect", () => listener.disconnected());
    socket.on("connect_error", (error) => {
      // A refused namespace leaves the transport open: the next attempt may belong on another node.
      this.disconnect();
      this.hung = error.message === "timeout" && this.first() === "websocket";
      listener.disconnected(asRefusal(error.message));
    });
    socket.on("view", ({ view, seq }: { view: RoomView; seq: number }) =>
      listener.view(namedView(view), seq),
    );
    socket.on("entry", (entry: TimelineEntry) => listener.entry(namedEntry(entry)));
    socket.on("edit", (pad: string, update: ArrayBuffer) => listener.edit(pad, bytes(update)));
    socket.on("awareness", (pad: string, update: ArrayBuffer) =>
      listener.awareness(pad, bytes(update)),
    );
    socket.on("rtc", ({ from, data }: { from: string; data: unknown }) => listener.rtc(from, data));
    socket.on("closed", ({ reason }: { reason: ClosedReason }) => listener.closed(reason));
  }

  connect(handshake: Handshake): void {
    this.socket.auth = { ...handshake };
    // Once: a slow moment must not make polling of it for good.
    this.socket.io.opts.transports = this.hung ? POLLING_FIRST : WEBSOCKET_FIRST;
    this.hung = false;
    this.socket.connect();
  }

  private first(): unknown {
    return this.socket.io.opts.transports?.[0];
  }

  disconnect(): void {
    this.socket.disconnect();
  }

  request<A>(name: Request, args: unknown[], answer: (ack: A) => void): void {
    if (!this.socket.connected) return;
    this.socket.emit(name, ...args, (ack: A) => answer(withBytes(ack)));
  }

  awareness(pad: string, update: Uint8Array): void {
    if (this.socket.connected) this.socket.emit("awareness", pad, update);
  }
}

function asRefusal(message: string): HandshakeRefusal | undefined {
  return REFUSALS.includes(message) ? (message as HandshakeRefusal) : undefined;
}

/** Socket.IO hands binary over as an ArrayBuffer; Yjs wants a view. */
function bytes(data: ArrayBuffer | Uint8Array): Uint8Array {
  return data instanceof Uint8Array ? data : new Uint8Array(data);
}

function withBytes<A>(ack: A): A {
  const entries = Object.entries(ack as Record<string, unknown>);
  return Object.fromEntries(
    entries.map(([key, value]) => [key, value instanceof ArrayBuffer ? bytes(value) : value]),
  ) as A;
}
