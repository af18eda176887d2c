import type { MemoryRoom } from "@/live/memory/memory-room";
import type { Handshake, Request, RoomTransport, TransportListener } from "@/live/transport";
import type { Command, HandshakeRefusal } from "@/live/types";

/** The twin of `SocketTransport`: same promises, no network. */
export class MemoryTransport implements RoomTransport {
  /** What the next attempts are answered with, one each; then they succeed. */
  refusals: HandshakeRefusal[] = [];
  /** While false every attempt fails and nothing arrives. */
  reachable = true;
  readonly handshakes: Handshake[] = [];
  /** Awareness updates that arrived at the server. */
  readonly awarenessSent: { pad: string; update: Uint8Array }[] = [];
  private listeners: TransportListener[] = [];
  private connected = false;
  /** Goes up with each connection: what was on its way in an earlier one never arrives. */
  private epoch = 0;

  constructor(private readonly room: MemoryRoom) {}

  listen(listener: TransportListener): void {
    this.listeners.push(listener);
  }

  connect(handshake: Handshake): void {
    this.handshakes.push(handshake);
    this.epoch += 1;
    this.later(() => {
      const refusal = this.refusals.shift();
      if (!this.reachable || refusal) this.tell((to) => to.disconnected(refusal));
      else this.enter(handshake.after);
    });
  }

  private enter(after: number): void {
    this.connected = true;
    const { view, seq } = this.room.view();
    this.tell((to) => to.connected());
    this.tell((to) => to.view(view, seq));
    for (const entry of this.room.entries) {
      if (entry.seq > after) this.tell((to) => to.entry(entry));
    }
  }

  disconnect(): void {
    this.epoch += 1;
    if (!this.connected) return;
    this.connected = false;
    this.tell((to) => to.disconnected());
  }

  /** The network goes: at once, without a word to the server. */
  cut(): void {
    this.reachable = false;
    this.disconnect();
  }

  request<A>(name: Request, args: unknown[], answer: (ack: A) => void): void {
    this.later(() => {
      const ack = this.ask(name, args) as A;
      if (!this.room.losesAnswers) this.later(() => answer(ack));
    });
  }

  awareness(pad: string, update: Uint8Array): void {
    if (this.connected) this.awarenessSent.push({ pad, update });
  }

  /** The server tells this browser something. */
  receive(tell: (listener: TransportListener) => void): void {
    if (this.connected) this.later(() => this.tell(tell));
  }

  private ask(name: Request, args: unknown[]): unknown {
    const [first, bytes] = args as [string, Uint8Array];
    if (name === "command") return this.room.command(args[0] as Command & { id: string });
    if (name === "rtc") return this.room.rtc(this, args[0] as { to: string; data: unknown });
    if (name === "sync") return this.room.sync(first, bytes);
    return this.room.edit(this, first, bytes);
  }

  /** Each way takes a moment, and what is on its way is lost with the connection. */
  private later(arrive: () => void): void {
    const { epoch } = this;
    setTimeout(() => {
      if (epoch === this.epoch) arrive();
    }, 1);
  }

  private tell(tell: (listener: TransportListener) => void): void {
    for (const listener of this.listeners) tell(listener);
  }
}
