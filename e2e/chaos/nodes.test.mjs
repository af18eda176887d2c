// Nodes that die (1), stand still past their leases (3), and are told to go one after the other (16).

import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { startCluster } from "../harness/cluster.mjs";
import { converge, savedBy } from "../harness/editor.mjs";
import { refusalsOf, stopTyping, typingRoom } from "../harness/editors.mjs";
import { logOf } from "../harness/log.mjs";
import { assertKept } from "../harness/marks.mjs";
import { connect, guest, hostedRoom, admitted } from "../harness/participant.mjs";
import { until } from "../harness/server.mjs";
import { sized } from "../harness/size.mjs";

const KILLS = sized(2, 8);
const TYPING_MS = 1_000;
const CONVERGED_MS = 10_000;
const BACK_MS = 10_000;
const LEASE_MS = 10_000;
// Until the others have given the node up.
const FROZEN_MS = 12_000;
const EXIT_MS = 10_000;
const ROLLED = sized(1, 2);

const count = (editors) => savedBy(editors).size;

test("1: nodes killed in a burst of typing lose nothing that was acknowledged", async (t) => {
  const cluster = await startCluster(t, { size: 3 });
  const { hosted, editors } = await typingRoom(t, cluster, 6);
  for (let kill = 0; kill < KILLS; kill += 1) {
    await sleep(TYPING_MS * (0.5 + Math.random()));
    const victim = cluster.another();
    await victim.kill();
    const saved = count(editors);
    await until(() => editors.every(({ participant }) => participant), "all are on other nodes", BACK_MS);
    await until(() => count(editors) > saved + editors.length, "typing goes on without it", BACK_MS);
    await victim.start();
  }
  await stopTyping(editors);
  const saved = savedBy(editors);
  assertKept(await converge(editors, CONVERGED_MS), savedBy(editors));
  t.diagnostic(`${saved.size} marks through ${KILLS} kills`);
  assert.deepEqual(refusalsOf(editors), []);
  await logOf(t, cluster.nodes[0], hosted.room);
});

test("1: who was on a node that was killed is shown as gone within 10 s", async (t) => {
  const cluster = await startCluster(t, { size: 2 });
  const hosted = await hostedRoom(t, cluster.nodes[0]);
  const { person, ...first } = await admitted(t, cluster.nodes[0], hosted, "Cato");
  first.socket.disconnect();
  const elsewhere = await connect(cluster.nodes[1], person, hosted.room);
  const isOnline = (view) => view.people.find(({ name }) => name === "Cato")?.online;
  await hosted.host.sees(isOnline, "the host sees Cato");
  await cluster.nodes[1].kill();
  const began = performance.now();
  await hosted.host.sees((view) => !isOnline(view), "the host sees that Cato is gone", LEASE_MS);
  t.diagnostic(`gone after ${(performance.now() - began).toFixed(0)} ms`);
  elsewhere.leave();
});

test("3: a node that stood still past its leases decides nothing by what it knew", async (t) => {
  const cluster = await startCluster(t, { size: 2 });
  const [here, there] = cluster.nodes;
  const hosted = await hostedRoom(t, here);
  const { host, room } = hosted;
  const pad = host.pad("code");
  const first = await admitted(t, here, hosted, "Ines", "interviewer");
  const patience = FROZEN_MS + 10_000;
  const ines = await connect(there, first.person, room, { patience });
  t.after(() => ines.leave());
  first.leave();
  const cato = await guest(t, here, room, "Cato");
  await cato.does("knock");
  const { id } = cato.view.me;
  await ines.sees((view) => view.knocks.some((knock) => knock.id === id));
  const doc = await ines.open(pad);

  there.freeze();
  // On their way to a node that does not know yet what is decided meanwhile.
  const rejected = ines.command("reject", { person: id });
  const typed = ines.edits(pad, doc, (text) => text.insert(0, "too late"));
  const { seq } = await host.does("admit", { person: id });
  await host.does("lock", { pad: pad.id });
  const isGone = (view) => !view.people.find(({ name }) => name === "Ines").online;
  await host.sees(isGone, "the others have given the node up", FROZEN_MS);
  there.thaw();

  const refusal = await rejected;
  assert.equal(refusal.code, "already_decided");
  assert.match(refusal.detail, /admitted by Asha Host/);
  assert.equal((await typed).ok, true, "interviewers type on in a locked pad");
  await ines.sees((view) => view.people.some((person) => person.id === id), "Ines sees who was admitted", 2_000);
  await host.sees((view) => !isGone(view), "the host sees Ines again", LEASE_MS);
  const entries = await logOf(t, here, room);
  const decisions = entries.filter(({ event }) => ["admitted", "rejected"].includes(event?.type));
  assert.deepEqual(decisions.filter(({ event }) => event.person === id).map((entry) => entry.seq), [seq]);
});

test("16: all nodes told to go, one after the other, under load", async (t) => {
  const cluster = await startCluster(t, { size: 3, environment: { RATE_LIMITS: "off" } });
  const { hosted, editors } = await typingRoom(t, cluster, 9);
  const exits = [];
  for (let n = 0; n < cluster.nodes.length * ROLLED; n += 1) {
    await sleep(TYPING_MS);
    const node = cluster.nodes[n % cluster.nodes.length];
    const began = performance.now();
    await node.terminate();
    exits.push(performance.now() - began);
    await until(() => editors.every(({ participant }) => participant), "all are on other nodes", BACK_MS);
    await node.start();
  }
  await stopTyping(editors);
  assertKept(await converge(editors, CONVERGED_MS), savedBy(editors));
  t.diagnostic(`${count(editors)} marks; exits took ${exits.map((exit) => exit.toFixed(0))} ms`);
  assert.ok(Math.max(...exits) < EXIT_MS, "a node is gone within 10 s");
  assert.deepEqual(refusalsOf(editors), []);
  await logOf(t, cluster.nodes[0], hosted.room);
});
