// A person in a room without a browser: the official Socket.IO client and Yjs.

import { randomUUID } from "node:crypto";
import { io } from "socket.io-client";
import * as Y from "yjs";
import { createRoom, joinAsGuest, signUp } from "./http.mjs";
import { timeout, until } from "./server.mjs";

const ANSWER_MS = 10_000;

/** Connects; resolves with the first view, rejects with the server's word. */
export async function connect(server, person, room, options = {}) {
  const participant = new Participant(server, person, room, options);
  try {
    await participant.ready();
  } catch (error) {
    participant.leave();
    throw error;
  }
  return participant;
}

export class Participant {
  /** Everything received, in order: `{event, args}`. */
  received = [];
  entries = [];
  view = null;
  closedReason = null;

  constructor(server, person, room, options = {}) {
    const { after, transports = ["websocket"], extraHeaders, patience = ANSWER_MS } = options;
    Object.assign(this, { person, room, patience });
    const auth = { token: person.token, room: room.id, ...(after !== undefined && { after }) };
    this.socket = io(`${server.url}/room`, {
      auth,
      query: { room: room.id },
      transports,
      extraHeaders,
      reconnection: false,
      forceNew: true,
    });
    this.socket.onAny((event, ...args) => this.received.push({ event, args }));
    this.socket.on("view", ({ view, seq }) => Object.assign(this, { view, seq }));
    this.socket.on("entry", (entry) => this.entries.push(entry));
    this.socket.on("closed", ({ reason }) => {
      this.closedReason = reason;
    });
  }

  ready() {
    const connected = new Promise((resolve, reject) => {
      this.socket.once("view", resolve);
      this.socket.once("connect_error", (error) => reject(new Error(error.message)));
    });
    return Promise.race([connected, timeout(this.patience, "connecting")]);
  }

  /** Sends a message and gives its answer. */
  ask(event, ...args) {
    return this.socket.timeout(this.patience).emitWithAck(event, ...args);
  }

  /** Sends a command under a fresh id, or under the one it has. */
  command(type, fields = {}) {
    return this.ask("command", { id: randomUUID(), type, ...fields });
  }

  /** A command that must be accepted. */
  async does(type, fields) {
    const answer = await this.command(type, fields);
    if (!answer.ok) throw new Error(`${type}: ${JSON.stringify(answer)}`);
    return answer;
  }

  pad(kind) {
    return this.view.pads.find((pad) => pad.kind === kind);
  }

  sees(predicate, what, milliseconds) {
    return until(() => this.view && predicate(this.view), what ?? predicate.toString(), milliseconds);
  }

  hears(type, milliseconds) {
    const heard = () => this.entries.find((entry) => entry.type === type);
    return until(heard, `${this.person.name} hears ${type}`, milliseconds);
  }

  /** A Yjs document that follows a pad; local changes are not sent by themselves. */
  async open(pad) {
    const doc = new Y.Doc();
    this.socket.on("edit", (id, update) => {
      if (id === pad.id) Y.applyUpdate(doc, new Uint8Array(update), "remote");
    });
    await this.catchUp(pad, doc);
    return doc;
  }

  async catchUp(pad, doc) {
    const answer = await this.ask("sync", pad.id, Y.encodeStateVector(doc));
    if (!answer.ok) throw new Error(`sync: ${JSON.stringify(answer)}`);
    Y.applyUpdate(doc, new Uint8Array(answer.update), "remote");
    return answer;
  }

  /** Gets what the document lacks, and sends what the server lacks; gives the answer to that. */
  async sendsLacking(pad, doc) {
    const { stateVector } = await this.catchUp(pad, doc);
    return this.ask("edit", pad.id, Y.encodeStateAsUpdate(doc, new Uint8Array(stateVector)));
  }

  /** Changes a document and sends what changed; gives the answer. */
  async edits(pad, doc, change) {
    return this.ask("edit", pad.id, updateOf(doc, change));
  }

  leave() {
    this.socket.disconnect();
  }
}

/** The Yjs update that a change makes. */
export function updateOf(doc, change) {
  const updates = [];
  const keep = (update, origin) => origin !== "remote" && updates.push(update);
  doc.on("update", keep);
  doc.transact(() => change(doc.getText("content")), "local");
  doc.off("update", keep);
  return Y.mergeUpdates(updates);
}

export const textOf = (doc) => doc.getText("content").toString();

/** A room with its host connected. */
export async function hostedRoom(t, server, fields) {
  const person = await signUp(server, "Asha Host");
  const room = await createRoom(server, person, fields);
  const host = await connect(server, person, room);
  t.after(() => host.leave());
  return { room, host };
}

/** A guest of the room, connected, still outside. */
export async function guest(t, server, room, name) {
  const participant = await connect(server, await joinAsGuest(server, room, name), room);
  t.after(() => participant.leave());
  return participant;
}

/** A guest whom the host let in, with the role they were given then. */
export async function admitted(t, server, { room, host }, name, role = "candidate") {
  const participant = await guest(t, server, room, name);
  await participant.does("knock");
  const { id } = participant.view.me;
  await host.does("admit", { person: id });
  if (role !== "candidate") await host.does("set_role", { person: id, role });
  await participant.sees((view) => view.me.state === "inside" && view.me.role === role);
  return participant;
}
