import { t } from "@lingui/core/macro";
import type { Ask } from "@/live/asker";
import { Store } from "@/live/store";
import type { Command, SeqAck } from "@/live/types";

/** The answer to a command. `not_sent` is the browser's own: the connection ended for good first. */
export type CommandAnswer =
  | { ok: true; seq: number }
  | { ok: false; code: Exclude<SeqAck, { ok: true }>["code"] | "not_sent"; detail: string };

interface Waiting {
  id: string;
  command: Command;
  /** How often it was refused for the moment. */
  refusals: number;
  settle: (answer: CommandAnswer) => void;
}

/** How often a command is repeated that was refused for the moment only. */
const PATIENCE = 3;
const PAUSE_MS = 800;

/**
 * Commands on their way. Each has an id and goes out again under it on every new connection until it
 * is answered: the server gives an accepted id its first answer, so nothing happens twice.
 */
export class CommandOutbox {
  /** How many are not answered yet; signals are the browser's own and don't count. */
  readonly unanswered = new Store(0);
  private readonly waiting = new Map<string, Waiting>();
  private open = false;

  constructor(
    private readonly ask: Ask,
    private readonly newId: () => string,
  ) {}

  /** Sends a command; resolves with the answer, however many connections that takes. */
  send(command: Command): Promise<CommandAnswer> {
    return new Promise((settle) => {
      const waiting: Waiting = { id: this.newId(), command, refusals: 0, settle };
      this.waiting.set(waiting.id, waiting);
      this.report();
      if (this.open) this.deliver(waiting);
    });
  }

  /** A connection is there: everything unanswered goes out, in the order it was asked. */
  resume(): void {
    this.open = true;
    for (const waiting of this.waiting.values()) this.deliver(waiting);
  }

  /** The connection is gone; commands wait for the next. */
  pause(): void {
    this.open = false;
  }

  /** There will be no other connection. */
  abandon(): void {
    this.pause();
    const waiting = [...this.waiting.values()];
    this.waiting.clear();
    this.report();
    for (const { settle } of waiting) {
      settle({
        ok: false,
        code: "not_sent",
        detail: t`The connection ended before this was sent.`,
      });
    }
  }

  private deliver(waiting: Waiting): void {
    const { id, command } = waiting;
    this.ask<SeqAck>("command", [{ id, ...command }], (ack) => this.answered(waiting, ack));
  }

  private answered(waiting: Waiting, ack: SeqAck): void {
    if (!this.waiting.has(waiting.id)) return;
    const momentary = !ack.ok && (ack.code === "rate_limited" || ack.code === "try_later");
    if (momentary && waiting.refusals < PATIENCE) {
      waiting.refusals += 1;
      setTimeout(() => {
        if (this.open && this.waiting.has(waiting.id)) this.deliver(waiting);
      }, PAUSE_MS * waiting.refusals);
      return;
    }
    this.waiting.delete(waiting.id);
    this.report();
    waiting.settle(ack);
  }

  private report(): void {
    const asked = [...this.waiting.values()].filter(({ command }) => command.type !== "signal");
    this.unanswered.set(asked.length);
  }
}
