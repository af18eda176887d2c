// Who someone is, is the server's word: in cursors, in the log, in calls.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate } from "y-protocols/awareness";
import * as Y from "yjs";
import { admitted, guest, hostedRoom } from "../harness/participant.mjs";
import { startServer, until } from "../harness/server.mjs";

const server = await startServer({ after }, { environment: { RATE_LIMITS: "off" } });

/** Host, candidate and a forger, in a room. */
async function stage(t) {
  const hosted = await hostedRoom(t, server);
  const candidate = await admitted(t, server, hosted, "Cato");
  const forger = await admitted(t, server, hosted, "Mallory");
  return { ...hosted, candidate, forger, pad: hosted.host.pad("code") };
}

const clients = [];
// Each has a timer.
after(() => clients.forEach((awareness) => awareness.destroy()));

/** What a browser knows of cursors, with a Yjs client id of its own or the given one. */
function client(id) {
  const doc = new Y.Doc();
  if (id) doc.clientID = id;
  const awareness = new Awareness(doc);
  clients.push(awareness);
  return awareness;
}

/** All cursors as this person's browser would show them, by Yjs client id. */
function follow(participant, pad) {
  const awareness = client();
  awareness.setLocalState(null);
  participant.socket.on("awareness", (id, update) => {
    if (id === pad.id) applyAwarenessUpdate(awareness, new Uint8Array(update), "remote");
  });
  return awareness;
}

const tells = (participant, pad, awareness, state) => {
  awareness.setLocalState(state);
  return participant.ask("awareness", pad.id, encodeAwarenessUpdate(awareness, [awareness.clientID]));
};

test("a cursor has the name of whoever sent it", async (t) => {
  const { host, candidate, forger, pad } = await stage(t);
  const seen = follow(host, pad);
  const mine = client();
  const { id, name } = candidate.view.me;
  await tells(forger, pad, mine, { user: { id, name, role: "host", color: "#f00" }, cursor: { anchor: 1 } });
  const shown = await until(() => seen.getStates().get(mine.clientID), "the cursor");
  assert.equal(shown.user.name, "Mallory");
  assert.equal(shown.user.id, forger.view.me.id);
  assert.equal(shown.user.role, undefined);
});

test("another's cursor can be neither moved nor removed", async (t) => {
  const { host, candidate, forger, pad } = await stage(t);
  const seen = follow(host, pad);
  const theirs = client();
  await tells(candidate, pad, theirs, { user: {}, cursor: { anchor: 1 } });
  await until(() => seen.getStates().get(theirs.clientID), "the candidate's cursor");
  const forged = client(theirs.clientID);
  for (let moves = 0; moves < 5; moves += 1) await tells(forger, pad, forged, { user: {}, cursor: { anchor: 99 } });
  await tells(forger, pad, forged, null);
  // A cursor of the forger's own comes behind all of that.
  const mine = client();
  await tells(forger, pad, mine, { user: {}, cursor: { anchor: 7 } });
  await until(() => seen.getStates().get(mine.clientID), "the forger's own cursor");
  const shown = seen.getStates().get(theirs.clientID);
  assert.deepEqual([shown.user.name, shown.cursor.anchor], ["Cato", 1]);
});

test("one connection has few cursors, whatever it claims", async (t) => {
  const { host, forger, pad } = await stage(t);
  const seen = follow(host, pad);
  const many = Array.from({ length: 100 }, () => client());
  for (const each of many) await tells(forger, pad, each, { user: {}, cursor: {} });
  await forger.command("raise_hand");
  await host.hears("hand_raised");
  assert.ok(seen.getStates().size >= 1 && seen.getStates().size <= 8, String(seen.getStates().size));
});

test("nobody outside, and nobody who may not read a pad, moves in it", async (t) => {
  const { room, host, forger } = await stage(t);
  const outsider = await guest(t, server, room, "Otto");
  const [code, notes] = [host.pad("code"), host.pad("notes")];
  const seen = [follow(host, code), follow(host, notes)];
  await tells(outsider, code, client(), { user: {} });
  await tells(forger, notes, client(), { user: {} });
  await forger.command("raise_hand");
  await host.hears("hand_raised");
  assert.deepEqual(seen.map((awareness) => awareness.getStates().size), [0, 0]);
});

test("commands and calls are of whoever sent them, whatever fields say", async (t) => {
  const { host, candidate, forger } = await stage(t);
  const lie = { actor: candidate.view.me.id, person: candidate.view.me.id, name: "Cato", role: "host", at: 1, seq: 1 };
  await forger.does("say", { text: "it was me", to: "all", ...lie });
  const said = await host.hears("said");
  assert.deepEqual([said.actor.name, said.actor.role], ["Mallory", "candidate"]);
  assert.notEqual(said.at, 1);
  const heard = new Promise((resolve) => candidate.socket.once("rtc", resolve));
  await forger.ask("rtc", { to: candidate.view.me.connection, from: host.view.me.connection, data: {} });
  assert.equal((await heard).from, forger.view.me.connection);
});

test("a Yjs client id is its first user's", async (t) => {
  const { candidate, forger, pad } = await stage(t);
  const doc = await candidate.open(pad);
  assert.equal((await candidate.edits(pad, doc, (text) => text.insert(0, "mine"))).ok, true);
  const copy = await forger.open(pad);
  copy.clientID = doc.clientID;
  const answer = await forger.edits(pad, copy, (text) => text.insert(4, ", not yours"));
  assert.equal(answer.code, "invalid");
});
