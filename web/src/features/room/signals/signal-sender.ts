import type { LiveRoom } from "@/live/live-room";
import type { DeviceChange, SignalKind } from "@/live/types";

/** There is no room any more that would want to know. */
const OVER: readonly string[] = ["not_sent", "not_inside", "room_ended"];

/** After a number was refused, entries that tell the next one are on their way; wait so long, in ms. */
const RENUMBER_MS = 1_000;

/** How often a signal takes another number before it is given up. */
const NUMBERS = 4;
/** How long a busy server is left alone, in ms; after that the signal goes out again. */
const BUSY_MS = 5_000;

/** What comes with some signals. */
export interface SignalDetails {
  length?: number;
  pad?: string;
  devices?: DeviceChange;
}

interface Signal extends SignalDetails {
  kind: SignalKind;
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Numbers one person's signals, over reloads and devices, and sends them one by one, in order. */
export class SignalSender {
  private readonly queue: Signal[] = [];
  private sending = false;

  constructor(
    private readonly live: LiveRoom,
    private readonly person: string,
    /** The room would not take a signal, whatever was tried. */
    private readonly notTaken: () => void,
  ) {}

  /** Sends a signal if the room wants it; while offline, or behind another, it waits. */
  send(kind: SignalKind, more: SignalDetails = {}): void {
    if (!this.live.view.get()?.room.signals.includes(kind)) return;
    this.queue.push({ kind, ...more });
    if (!this.sending) void this.sendAll();
  }

  private async sendAll(): Promise<void> {
    this.sending = true;
    for (let signal = this.queue[0]; signal; signal = this.queue[0]) {
      await this.deliver(signal);
      this.queue.shift();
    }
    this.sending = false;
  }

  private async deliver(signal: Signal): Promise<void> {
    for (let tries = 1; ; ) {
      const answer = await this.live.send({ type: "signal", n: this.next(), ...signal });
      if (answer.ok || OVER.includes(answer.code)) return;
      if (answer.code === "rate_limited" || answer.code === "try_later") {
        await pause(BUSY_MS);
      } else if (answer.code === "invalid" && tries < NUMBERS) {
        // Another tab or device of the same person was faster with this number.
        tries += 1;
        await pause(RENUMBER_MS);
      } else {
        this.notTaken();
        return;
      }
    }
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
