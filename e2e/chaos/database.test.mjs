// The database: killed and started again (6), away while a room is to be opened (13), cut off from one node.

import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { startCluster } from "../harness/cluster.mjs";
import { converge, savedBy } from "../harness/editor.mjs";
import { refusalsOf, stopTyping, typingRoom } from "../harness/editors.mjs";
import { call, joinAsGuest, readiness } from "../harness/http.mjs";
import { logOf } from "../harness/log.mjs";
import { assertKept } from "../harness/marks.mjs";
import { connect, hostedRoom, textOf } from "../harness/participant.mjs";
import { until } from "../harness/server.mjs";
import { onlyFull, sized } from "../harness/size.mjs";

const AWAY_MS = sized(2_000, 10_000);
const TYPING_MS = 1_500;
const BACK_MS = 15_000;
const CONVERGED_MS = 10_000;
// A node asks every 2 s, and waits 5 s for an answer.
const RED_MS = 10_000;
// Longer than a node waits for a database.
const PATIENCE_MS = 10_000;

const count = (editors) => savedBy(editors).size;

test("6: the database killed under load: refused while it is away, nothing lost, nothing twice", async (t) => {
  const cluster = await startCluster(t, { size: 2 });
  const { hosted, editors } = await typingRoom(t, cluster, 4, { patience: BACK_MS });
  await sleep(TYPING_MS);
  await cluster.mongo.kill();
  await sleep(500);
  const saved = count(editors);
  const command = { id: randomUUID(), type: "say", text: "said while it was away", to: "all" };
  const [said, made] = await Promise.all([hosted.host.ask("command", command), makeRoom(cluster, hosted)]);
  assert.equal(said.code, "try_later");
  assert.equal(made.status, 503);
  assert.ok(made.headers.get("retry-after"));
  await sleep(AWAY_MS);
  assert.equal(count(editors), saved, "nothing is called saved meanwhile");

  await cluster.mongo.start();
  const began = performance.now();
  await until(() => count(editors) > saved + editors.length, "edits are saved again", BACK_MS);
  t.diagnostic(`saved again after ${(performance.now() - began).toFixed(0)} ms`);
  const answer = await until(async () => {
    const answer = await hosted.host.ask("command", command);
    return answer.ok && answer;
  }, "decisions are made again", BACK_MS);
  assert.deepEqual(await hosted.host.ask("command", command), answer);
  await until(async () => (await makeRoom(cluster, hosted)).status === 201, "rooms are made again", BACK_MS);
  await stopTyping(editors);
  assertKept(await converge(editors, CONVERGED_MS), savedBy(editors));
  assert.deepEqual(refusalsOf(editors), []);
  const lines = (await logOf(t, cluster.nodes[1], hosted.room)).filter(({ event }) => event?.type === "said");
  assert.equal(lines.length, 1, "it was said once");
});

const makeRoom = ({ nodes }, { host }) =>
  call(nodes[1], "POST", "/rooms", { token: host.person.token, body: { title: "Another", kind: "interview" } });

test("13: a room that can't be read is refused, and a blank is never saved over it", { skip: onlyFull }, async (t) => {
  const cluster = await startCluster(t, { size: 2 });
  const [here, there] = cluster.nodes;
  const { host, room } = await hostedRoom(t, here);
  const pad = host.pad("code");
  const doc = await host.open(pad);
  assert.equal((await host.edits(pad, doc, (text) => text.insert(0, "all there is"))).ok, true);
  const visitor = await joinAsGuest(here, room, "Gus");
  await cluster.mongo.kill();
  for (const person of [visitor, host.person]) {
    await assert.rejects(connect(there, person, room, { patience: PATIENCE_MS }), /try_later/);
  }
  await cluster.mongo.start();
  const again = await until(() => connect(there, host.person, room).catch(() => null), "it opens", BACK_MS);
  t.after(() => again.leave());
  const read = await again.open(pad);
  assert.equal(textOf(read), "all there is");
  assert.equal((await again.edits(pad, read, (text) => text.insert(text.length, " and more"))).ok, true);
  await until(() => textOf(doc) === "all there is and more", "those who stayed see it");
});

const CUT_OFF = "a node cut off from the database, its packets dropped: the others go on, and it is back with them";

test(CUT_OFF, { skip: onlyFull }, async (t) => {
  const cluster = await startCluster(t, { size: 3 });
  const { hosted, editors } = await typingRoom(t, cluster, 6, { patience: BACK_MS });
  const isolated = cluster.nodes[2];
  const cut = editors.filter(({ server }) => server === isolated);
  const others = editors.filter(({ server }) => server !== isolated);
  await sleep(TYPING_MS);
  isolated.cables.mongo.swallow();
  await sleep(500);
  const saved = { cut: count(cut), others: count(others) };
  await sleep(AWAY_MS);
  assert.equal(count(cut), saved.cut, "what does not reach the database is not called saved");
  assert.ok(count(others) > saved.others + 20, "the others' edits are saved");
  await until(async () => (await readiness(isolated)) === 503, "no newcomers are sent to it", RED_MS);
  assert.equal(await readiness(cluster.nodes[0]), 200);
  isolated.cables.mongo.heal();
  await until(async () => (await readiness(isolated)) === 200, "it is ready again", BACK_MS);
  await stopTyping(editors);
  const began = performance.now();
  assertKept(await converge(editors, BACK_MS), savedBy(editors));
  t.diagnostic(`equal ${(performance.now() - began).toFixed(0)} ms after it was healed`);
  assert.ok(count(cut) > saved.cut, "the isolated ones' edits are saved in the end");
  await logOf(t, cluster.nodes[0], hosted.room);
});
