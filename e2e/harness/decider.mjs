// Someone whose commands get an answer, whatever becomes of nodes: asked again under the same id, on another
// node, until the answer is a definite one.

import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { connect } from "./participant.mjs";
import { timeout, until } from "./server.mjs";

const PATIENCE_MS = 5_000;
const DEFINITE_MS = 60_000;
const PAUSE_MS = 100;
/** A node knows what others wrote by then: heads are compared every 2 s. */
const KNOWN_MS = 2_500;

export class Decider {
  /** How often a command had to be sent again. */
  repeats = 0;
  #visit = null;

  /** `node` picks where to connect, given where they were before. */
  constructor({ node, person, room }) {
    Object.assign(this, { node, person, room });
  }

  /**
   * The room as they see it, once their node knows of the entry at `seq`. A view that is as the one before is
   * not sent again, so that it may know and not say so.
   */
  async view(seq = 0) {
    const visit = await this.#connected();
    const deadline = performance.now() + KNOWN_MS;
    const isKnown = () => visit.seq >= seq || performance.now() > deadline;
    await until(() => isKnown() || !visit.socket.connected, `${this.person.name} sees ${seq}`);
    return visit.socket.connected ? visit.view : this.view(seq);
  }

  /** Sends a command, having seen the entry at `seq`; its answer, with when it was asked for and given. */
  async decides(type, fields, seq = 0) {
    const command = { id: randomUUID(), type, ...fields };
    await this.view(seq);
    const invoked = performance.now();
    const tries = [];
    for (;;) {
      const answer = await this.#ask(command, seq).catch((error) => ({ code: "try_later", error: error.message }));
      tries.push(`${Math.round(performance.now() - invoked)} ms, port ${this.server?.port}: ${answer.error ?? answer.code}`);
      if (answer.code !== "try_later") {
        return { ...command, by: this.person, seen: seq, invoked, answer, answered: performance.now() };
      }
      if (performance.now() - invoked > DEFINITE_MS) throw this.#gaveUp(type, tries);
      this.repeats += 1;
      await sleep(PAUSE_MS);
    }
  }

  #gaveUp(type, tries) {
    const { log } = this.server;
    return new Error(`${type}: no definite answer;\n${tries.slice(-20).join("\n")}\n${log.slice(-4_000)}`);
  }

  leave() {
    this.left = true;
    this.#visit?.leave();
  }

  async #ask(command, seq) {
    await this.view(seq);
    const visit = this.#visit;
    const broken = new Promise((_, reject) => {
      visit.socket.once("disconnect", () => reject(new Error("disconnected")));
    });
    const answer = visit.ask("command", command);
    for (const one of [answer, broken]) one.catch(() => {});
    return Promise.race([answer, broken]);
  }

  async #connect() {
    const visit = await connect(this.server, this.person, this.room, { patience: PATIENCE_MS });
    // Who is put out, or sent elsewhere, comes again.
    visit.socket.once("closed", () => visit.leave());
    if (visit.closedReason) visit.leave();
    return visit;
  }

  async #connected() {
    const deadline = timeout(DEFINITE_MS, `connecting ${this.person.name}`);
    deadline.catch(() => {});
    while (!this.#visit?.socket.connected) {
      if (this.left) throw new Error(`${this.person.name} has left`);
      this.server = this.node(this.server);
      const visit = this.#connect().catch(() => null);
      this.#visit = await Promise.race([visit, deadline]);
      if (!this.#visit) await sleep(PAUSE_MS);
    }
    return this.#visit;
  }
}
