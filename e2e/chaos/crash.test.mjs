// Processes that die: between commit and answer (2), and while the last one who was there leaves (14).
// Fault 1, in a burst of typing, is contract/crash.test.mjs on one node, and nodes.test.mjs on three.

import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { setTimeout } from "node:timers/promises";
import * as Y from "yjs";
import { call } from "../harness/http.mjs";
import { logOf } from "../harness/log.mjs";
import { admitted, connect, hostedRoom, textOf } from "../harness/participant.mjs";
import { outboxOf } from "../harness/outbox.mjs";
import { startServer, until } from "../harness/server.mjs";
import { sized } from "../harness/size.mjs";
import { inject } from "../harness/strace.mjs";

const KILLS = sized(2, 8);
const LEAVINGS = sized(10, 60);
// Long enough to come in while the edit of who left is not durable yet.
const SLOW_SYNC_US = 200_000;

test("2: killed between commit and answer, a command sent again gets the seq it had", async (t) => {
  const server = await startServer(t);
  const { host, room } = await hostedRoom(t, server);
  let visitor = host;
  for (let kill = 0; kill < KILLS; kill += 1) {
    const command = { id: randomUUID(), type: "say", text: `said ${kill}`, to: "all" };
    await hasNothingElseToSync(server);
    const strace = await inject(t, server.pid, "fdatasync", "signal=KILL");
    let answered = null;
    visitor.socket.emit("command", command, (answer) => {
      answered = answer;
    });
    await server.ended;
    await strace();
    assert.equal(answered, null, "it was killed before it could answer");
    await server.start();
    const there = await said(server, host.person, room, command.text);
    assert.equal(there.length, 1, "it was killed after it had written");
    visitor = await connect(server, host.person, room);
    t.after(() => visitor.leave());
    for (let again = 0; again < 2; again += 1) {
      assert.deepEqual(await visitor.ask("command", command), { ok: true, seq: there[0].seq });
    }
    assert.equal((await said(server, host.person, room, command.text)).length, 1);
  }
  await logOf(t, server, room);
});

/** What a sign-up's mail leaves behind is synced a moment after it was sent, and would be what the server dies of. */
async function hasNothingElseToSync(server) {
  await until(async () => (await outboxOf(server)).length > 0, "the mail of the sign-up");
  await setTimeout(500);
}

/** The entries of the timeline in which that was said. */
async function said(server, person, room, text) {
  const { body } = await call(server, "GET", `/rooms/${room.id}/timeline?limit=1000`, { token: person.token });
  return body.items.filter((entry) => entry.type === "said" && entry.text === text);
}

test("14: who joins while the edits of the last who left are being saved sees them", async (t) => {
  const server = await startServer(t);
  const hosted = await hostedRoom(t, server);
  const candidate = await admitted(t, server, hosted, "Cato");
  const pad = hosted.host.pad("code");
  candidate.leave();
  hosted.host.leave();
  await inject(t, server.pid, "fdatasync", `delay_enter=${SLOW_SYNC_US}`);
  let typed = "";
  for (let visit = 0; visit < LEAVINGS; visit += 1) {
    const leaving = await connect(server, visit % 2 ? hosted.host.person : candidate.person, hosted.room);
    const doc = await leaving.open(pad);
    assert.equal(textOf(doc), typed);
    const saving = leaving.edits(pad, doc, (text) => text.insert(text.length, `${visit},`));
    // It has come, and is not saved.
    await leaving.ask("sync", pad.id, Y.encodeStateVector(doc));
    assert.equal(await Promise.race([saving, "not yet"]), "not yet", "it is still being saved");
    typed += `${visit},`;
    saving.catch(() => {});
    leaving.leave();
  }
  await server.terminate();
  await server.start();
  const late = await connect(server, hosted.host.person, hosted.room);
  t.after(() => late.leave());
  assert.equal(textOf(await late.open(pad)), typed);
});
