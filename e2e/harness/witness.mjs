// Someone in another room, who goes on typing whatever happens elsewhere.

import { setTimeout as sleep } from "node:timers/promises";
import { hostedRoom } from "./participant.mjs";

const EVERY_MS = 20;

export class Witness {
  #running = true;
  #typing;
  #waits = [];

  /** In a room of their own. */
  static async start(t, server) {
    const { host } = await hostedRoom(t, server);
    const witness = new Witness();
    const pad = host.pad("code");
    const doc = await host.open(pad);
    witness.#typing = witness.#type(host, pad, doc);
    // A refused edit is told by `stop`.
    witness.#typing.catch(() => {});
    t.after(() => {
      witness.#running = false;
    });
    return witness;
  }

  async #type(host, pad, doc) {
    while (this.#running) {
      const began = performance.now();
      const answer = await host.edits(pad, doc, (text) => text.insert(text.length, "x"));
      if (!answer.ok) throw new Error(`the witness was refused: ${JSON.stringify(answer)}`);
      this.#waits.push(performance.now() - began);
      await sleep(EVERY_MS);
    }
  }

  /** How long they waited for "Saved", in milliseconds. */
  async stop() {
    this.#running = false;
    await this.#typing;
    const sorted = this.#waits.toSorted((a, b) => a - b);
    return { edits: sorted.length, median: sorted[sorted.length >> 1], longest: sorted.at(-1) };
  }
}
