import type { LiveRoom } from "@/live/live-room";
import type { SignalKind } from "@/live/types";

/** After a number was refused, entries that tell the next one are on their way; wait so long, in ms. */
const RENUMBER_MS = 1_000;

/** Numbers one person's signals, over reloads and devices, and sends them. */
export class SignalSender {
  constructor(
    private readonly live: LiveRoom,
    private readonly person: string,
  ) {}

  /** Sends a signal if the room wants it; while offline it waits, with its number. */
  async send(kind: SignalKind, more: { length?: number; pad?: string } = {}): Promise<void> {
    if (!this.live.view.get()?.room.signals.includes(kind)) return;
    const answer = await this.live.send({ type: "signal", kind, n: this.next(), ...more });
    if (answer.ok || answer.code !== "invalid") return;
    // Another tab or device of the same person was faster with this number.
    await new Promise((resolve) => setTimeout(resolve, RENUMBER_MS));
    await this.live.send({ type: "signal", kind, n: this.next(), ...more });
  }

  private next(): number {
    const n = Math.max(this.kept(), this.seen()) + 1;
    try {
      localStorage.setItem(this.key(), String(n));
    } catch {
      // Blocked storage: the timeline still knows the numbers that arrived.
    }
    return n;
  }

  private kept(): number {
    try {
      return Number(localStorage.getItem(this.key())) || 0;
    } catch {
      return 0;
    }
  }

  /** The highest number of this person on the timeline. */
  private seen(): number {
    let highest = 0;
    for (const entry of this.live.timeline.entries.get()) {
      if (entry.type === "signal" && entry.actor.id === this.person) {
        highest = Math.max(highest, entry.n ?? 0);
      }
    }
    return highest;
  }

  private key(): string {
    const room = this.live.view.get()?.room.id ?? "";
    return `codevlive-signal:${room}:${this.person}`;
  }
}
