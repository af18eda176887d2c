import type { Request, RoomTransport } from "@/live/transport";

/** Asks the server; see `RoomTransport.request`. */
export type Ask = <A>(name: Request, args: unknown[], answer: (ack: A) => void) => void;

/** A server that leaves a question open for this long is not there, whatever the socket says; in ms. */
const ANSWER_TIMEOUT_MS = 10_000;

/** Watches over the answers: one that is overdue gives the connection up. */
export class Asker {
  private readonly overdue = new Set<ReturnType<typeof setTimeout>>();

  constructor(
    private readonly transport: RoomTransport,
    private readonly unanswered: () => void,
  ) {}

  ask: Ask = (name, args, answer) => {
    const timer = setTimeout(this.unanswered, ANSWER_TIMEOUT_MS);
    this.overdue.add(timer);
    this.transport.request(name, args, (ack: Parameters<typeof answer>[0]) => {
      clearTimeout(timer);
      this.overdue.delete(timer);
      answer(ack);
    });
  };

  /** The connection is gone, and with it every answer. */
  forget(): void {
    for (const timer of this.overdue) clearTimeout(timer);
    this.overdue.clear();
  }
}
