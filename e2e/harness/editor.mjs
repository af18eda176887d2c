// Someone who types on through faults, as the web client does: what is typed goes into a document of their
// own at once, is sent if they are connected, and else when they are back, at whichever node lets them in.

import { setTimeout as sleep } from "node:timers/promises";
import * as Y from "yjs";
import { newMark } from "./marks.mjs";
import { connect, textOf, updateOf } from "./participant.mjs";
import { until } from "./server.mjs";

// As in web/src/live/backoff.ts.
const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 4_000;
const DRAINING_SPREAD_MS = 1_500;
const TRY_LATER_MS = 500;

/** Refusals that a fault may lead to; any other is a fault of the server. */
const PASSING = new Set(["try_later", "out_of_sync"]);

export class Editor {
  doc = new Y.Doc();
  acknowledged = new Set();
  /** Typed, and not acknowledged yet. */
  pending = new Set();
  /** Refusals that no fault explains. */
  refusals = [];
  /** The connection there is now. */
  participant = null;
  /** When connections were lost, and when they were made, in ms. */
  lost = [];
  made = [];
  #running = true;
  #lastWait = 0;
  #wakes = () => {};

  /** `node` picks where to connect, given where they were before; `every` is the time between two marks. */
  constructor({ node, person, room, pad, every = 40, patience }) {
    Object.assign(this, { node, person, room, pad, every, patience });
  }

  /** Connects, and begins to type. */
  async start() {
    this.staying = this.#stay();
    await until(() => this.participant, `${this.person.name} is in the room`, 30_000);
    this.typing = this.#type();
  }

  /** Types no more. */
  async stop() {
    this.#running = false;
    await this.typing;
  }

  async leave() {
    await this.stop();
    this.left = true;
    this.#wakes();
    await this.staying;
  }

  get text() {
    return textOf(this.doc);
  }

  async #type() {
    while (this.#running) {
      const mark = newMark();
      this.pending.add(mark);
      const update = updateOf(this.doc, (text) => text.insert(text.length, mark));
      if (this.participant) this.#send(this.participant, update, [mark]);
      await sleep(this.every * (0.5 + Math.random()));
    }
  }

  /** Connected again and again, until they leave. */
  async #stay() {
    let failures = 0;
    while (!this.left) {
      const reason = await this.#visit().catch((error) => error.message);
      if (this.made.length > this.lost.length) {
        failures = 0;
        this.lost.push(performance.now());
      }
      if (!this.left) await sleep(waitBefore(failures, reason));
      failures += 1;
    }
  }

  /** One connection, until it is gone; why it is. */
  async #visit() {
    this.server = this.node(this.server);
    const visit = await connect(this.server, this.person, this.room, { patience: this.patience });
    visit.socket.on("edit", (pad, update) => {
      if (pad === this.pad.id) Y.applyUpdate(this.doc, new Uint8Array(update), "remote");
    });
    try {
      const gone = new Promise((resolve) => {
        this.#wakes = resolve;
        visit.socket.once("disconnect", resolve);
        visit.socket.once("closed", ({ reason }) => resolve(reason));
      });
      await this.#exchange(visit);
      this.participant = visit;
      this.made.push(performance.now());
      return visit.socket.connected ? await gone : "lost";
    } finally {
      this.participant = null;
      visit.leave();
    }
  }

  /** Both sides get what they lack. */
  async #exchange(visit) {
    const answer = await visit.catchUp(this.pad, this.doc);
    if (this.pending.size === 0) return;
    const lacking = Y.encodeStateAsUpdate(this.doc, new Uint8Array(answer.stateVector));
    this.#send(visit, lacking, [...this.pending]);
  }

  /** Sends an update; what is in it is saved once that is answered. */
  async #send(visit, update, marks) {
    const answer = await visit.ask("edit", this.pad.id, update).catch(() => null);
    if (answer?.ok) {
      for (const mark of marks) {
        this.pending.delete(mark);
        this.acknowledged.add(mark);
      }
    } else if (visit === this.participant) {
      if (answer && !PASSING.has(answer.code)) this.refusals.push(answer);
      await this.#again(visit, answer);
    }
  }

  /** After a refusal, or no answer: one try for all that waits, after a moment. */
  async #again(visit, answer) {
    if (!answer) return this.#wakes("no answer");
    if (performance.now() - this.#lastWait < TRY_LATER_MS) return;
    this.#lastWait = performance.now();
    await sleep(TRY_LATER_MS);
    if (visit === this.participant) await this.#exchange(visit).catch(() => this.#wakes("no answer"));
  }
}

function waitBefore(failures, reason) {
  if (reason === "draining" && failures === 0) return Math.random() * DRAINING_SPREAD_MS;
  const span = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 1.8 ** failures);
  return span * (0.5 + Math.random() / 2);
}

/** Waits until all that was typed is acknowledged, and all documents are the same; gives their text. */
export async function converge(editors, milliseconds) {
  const equal = () => {
    const [first] = editors;
    return editors.every((editor) => editor.pending.size === 0 && editor.text === first.text);
  };
  await until(equal, "all is saved, and the same everywhere", milliseconds).catch((error) => {
    const pending = editors.map((editor) => editor.pending.size);
    throw new Error(`${error.message}; pending ${pending}, lengths ${editors.map(({ text }) => text.length)}`);
  });
  return editors[0].text;
}

/** All marks of some editors that were called saved. */
export function savedBy(editors) {
  return new Set(editors.flatMap(({ acknowledged }) => [...acknowledged]));
}
