// Who may no longer be in a room is out of it on all nodes within a second, and a drained node's people are
// on another soon.

import assert from "node:assert/strict";
import { test } from "node:test";
import * as Y from "yjs";
import { startCluster } from "../harness/cluster.mjs";
import { Editor, converge, savedBy } from "../harness/editor.mjs";
import { refusalsOf, stopTyping } from "../harness/editors.mjs";
import { call, createRoom, signUp } from "../harness/http.mjs";
import { percentiles } from "../harness/latency.mjs";
import { assertKept } from "../harness/marks.mjs";
import { admitted, connect, hostedRoom } from "../harness/participant.mjs";
import { until } from "../harness/server.mjs";
import { sized } from "../harness/size.mjs";

const CLOSED_MS = 1_000;
const ROOMS = sized(10, 100);
const TABS = 5;
const TYPING_MS = 2_000;
const EVERY_MS = 1_000;
const BACK_MS = 3_000;
const EXIT_MS = 10_000;
const CONVERGED_MS = 10_000;

/** Someone with a connection to each node. */
async function everywhere(t, cluster, person, room) {
  const visits = await Promise.all(cluster.nodes.map((node) => connect(node, person, room)));
  t.after(() => visits.forEach((visit) => visit.leave()));
  return visits;
}

/** All are closed for that reason, and their transports too. */
function areClosed(visits, reason, milliseconds) {
  const closed = ({ closedReason, socket }) => closedReason === reason && !socket.connected;
  return until(() => visits.every(closed), `${visits.length} sockets are closed: ${reason}`, milliseconds);
}

for (const [how, reason, role, put] of [
  ["kick", "removed", "interviewer", ({ host }, id) => host.does("remove", { person: id })],
  ["end", "ended", "candidate", ({ host }) => host.does("end")],
]) {
  test(`${how} closes sockets on all nodes within 1 s`, async (t) => {
    const cluster = await startCluster(t, { size: 3 });
    const hosted = await hostedRoom(t, cluster.nodes[0]);
    const first = await admitted(t, cluster.nodes[0], hosted, "Cato", role);
    const visits = await everywhere(t, cluster, first.person, hosted.room);
    await put(hosted, first.view.me.id);
    await areClosed([first, ...visits], reason, CLOSED_MS);
    assert.equal(hosted.host.socket.connected, true);
  });
}

test("logout closes sockets on all nodes within 1 s", async (t) => {
  const cluster = await startCluster(t, { size: 3 });
  const { host, room } = await hostedRoom(t, cluster.nodes[0]);
  const visits = await everywhere(t, cluster, host.person, room);
  const { status } = await call(cluster.nodes[1], "POST", "/auth/logout", { token: host.person.token });
  assert.ok(status < 300, `${status}`);
  await areClosed([host, ...visits], "signed_out", CLOSED_MS);
});

test("demotion shuts the notes to all of a person's sockets within 1 s", async (t) => {
  const cluster = await startCluster(t, { size: 3 });
  const hosted = await hostedRoom(t, cluster.nodes[0]);
  const { host, room } = hosted;
  const notes = host.pad("notes");
  const first = await admitted(t, cluster.nodes[0], hosted, "Cato", "interviewer");
  const visits = [first, ...(await everywhere(t, cluster, first.person, room))];
  for (const visit of visits) await visit.open(notes);
  await host.does("set_role", { person: first.view.me.id, role: "candidate" });
  const began = performance.now();
  const isCandidate = ({ view }) => view.me.role === "candidate" && !view.pads.some(({ kind }) => kind === "notes");
  const toldOrClosed = (visit) => !visit.socket.connected || isCandidate(visit);
  await until(() => visits.every(toldOrClosed), "all sockets know", CLOSED_MS);
  assert.ok(performance.now() - began < CLOSED_MS);
  const heard = visits.map(({ received }) => received.length);
  const doc = await host.open(notes);
  await host.edits(notes, doc, (text) => text.insert(0, "not for candidates"));
  for (const [n, visit] of visits.entries()) {
    if (!visit.socket.connected) continue;
    const sync = await visit.ask("sync", notes.id, Y.encodeStateVector(new Y.Doc()));
    assert.equal(sync.ok, false);
    const after = visit.received.slice(heard[n]).filter(({ event, args }) => event === "edit" && args[0] === notes.id);
    assert.deepEqual(after, []);
  }
});

test(`SIGTERM: ${ROOMS * TABS} typing clients are back on another node`, async (t) => {
  const cluster = await startCluster(t, { size: 2, environment: { RATE_LIMITS: "off" } });
  const [going, staying] = cluster.nodes;
  const rooms = await Promise.all(Array.from({ length: ROOMS }, () => tabs(cluster, t)));
  const editors = rooms.flat();
  await Promise.all(editors.map((editor) => editor.start()));
  await until(() => editors.every(({ acknowledged }) => acknowledged.size > 0), "all type", 30_000);
  await new Promise((resolve) => setTimeout(resolve, TYPING_MS));
  const told = performance.now();
  await going.terminate();
  const exit = performance.now() - told;
  await until(() => editors.every(({ participant }) => participant), "all are back", 30_000);
  const away = editors.map(({ lost, made }) => made.at(-1) - lost[0]);
  await stopTyping(editors);
  const { p50, p95, worst } = percentiles(away);
  t.diagnostic(`back after p50 ${p50}, p95 ${p95}, worst ${worst} ms; exit in ${exit.toFixed(0)} ms`);
  for (const inRoom of rooms) assertKept(await converge(inRoom, CONVERGED_MS), savedBy(inRoom));
  assert.ok(editors.every(({ server }) => server === staying));
  assert.ok(p95 <= BACK_MS, `95 % were back after ${p95} ms`);
  assert.ok(exit < EXIT_MS, `exit took ${exit} ms`);
  assert.deepEqual(refusalsOf(editors), []);
});

/** A room whose host types in some tabs, all of them on the first node. */
async function tabs(cluster, t) {
  const [home] = cluster.nodes;
  const person = await signUp(home, "Asha Host");
  const room = await createRoom(home, person);
  const visit = await connect(home, person, room);
  const pad = visit.pad("code");
  visit.leave();
  const node = (before) => (before ? cluster.another(before) : home);
  const editors = Array.from({ length: TABS }, () => new Editor({ node, person, room, pad, every: EVERY_MS }));
  t.after(() => Promise.all(editors.map((editor) => editor.leave())));
  return editors;
}
