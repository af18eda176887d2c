// An installation that outgrows one machine: backed up while it serves on SQLite, restored into MongoDB, and
// served from there.

import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import path from "node:path";
import { test } from "node:test";
import * as Y from "yjs";
import { startMongo } from "../harness/backends.mjs";
import { call } from "../harness/http.mjs";
import { logOf } from "../harness/log.mjs";
import { connect, hostedRoom, textOf, updateOf } from "../harness/participant.mjs";
import { Server, runCommand, startServer, temporaryFolder } from "../harness/server.mjs";

const ROOMS = 3;
const EDITS = 200;

test("a backup of SQLite restored into MongoDB has every document, entry and hash", async (t) => {
  const small = await startServer(t);
  const hosted = [];
  for (let room = 0; room < ROOMS; room += 1) hosted.push(await writtenRoom(t, small, `room ${room}`));
  const file = path.join(await temporaryFolder(t), "backup");
  const saved = await runCommand(small, ["backup", file]);
  const logs = await Promise.all(hosted.map(({ room }) => logOf(t, small, room)));

  const large = await mongoServer(t);
  const restored = await runCommand(large, ["restore", file]);
  assert.equal(restored.stdout, saved.stdout.replace("saved", "restored"));
  const entries = logs.reduce((sum, log) => sum + log.length, 0);
  assert.match(restored.stdout, new RegExp(`and ${ROOMS} rooms with ${entries} entries`));
  await assert.rejects(runCommand(large, ["restore", file]), /not empty/);
  await large.start();
  for (const [index, { room, host }] of hosted.entries()) {
    assert.deepEqual(await logOf(t, large, room), logs[index], "entries and hashes");
    const back = await connect(large, await logIn(large, host.person), room);
    const doc = new Y.Doc();
    await back.catchUp(back.pad("code"), doc);
    assert.equal(textOf(doc), host.text);
    assert.equal((await back.does("say", { text: "we are here now", to: "all" })).seq, logs[index].at(-1).seq + 1);
    back.leave();
  }
  t.diagnostic(restored.stdout.trim());
});

async function writtenRoom(t, server, word) {
  const hosted = await hostedRoom(t, server);
  const { host } = hosted;
  const pad = host.pad("code");
  const doc = await host.open(pad);
  for (let edit = 0; edit < EDITS; edit += 1) {
    const answer = await host.ask("edit", pad.id, updateOf(doc, (text) => text.insert(text.length, `${word} ${edit}; `)));
    assert.equal(answer.ok, true);
  }
  host.text = textOf(doc);
  return hosted;
}

/** With the password from before. */
async function logIn(server, person) {
  const { email, password } = person;
  const { status, body } = await call(server, "POST", "/auth/login", { body: { email, password } });
  assert.equal(status, 200);
  return { ...person, token: body.accessToken };
}

/** A node on MongoDB that is not started yet. */
async function mongoServer(t) {
  const mongo = await startMongo(t);
  const environment = {
    MONGO_URI: `mongodb://127.0.0.1:${mongo.port}/moved?directConnection=true`,
    JWT_SECRET: randomBytes(32).toString("hex"),
  };
  const server = new Server(await temporaryFolder(t), environment, []);
  t.after(() => server.kill());
  return server;
}
