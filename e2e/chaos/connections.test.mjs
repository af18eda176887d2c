// Connections that break: all of a crowd at once (11), and at random while six people type (12). Fault 10, a
// client that never reads, is contract/slow-client.test.mjs.

import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { Cable } from "../harness/cable.mjs";
import { Editor, converge, savedBy } from "../harness/editor.mjs";
import { joinAsGuest } from "../harness/http.mjs";
import { logOf } from "../harness/log.mjs";
import { assertKept } from "../harness/marks.mjs";
import { admitted, connect, hostedRoom } from "../harness/participant.mjs";
import { startServer } from "../harness/server.mjs";
import { sized } from "../harness/size.mjs";

const ROOMS = sized(10, 50);
const PEOPLE_PER_ROOM = 20;
const BACK_MS = 10_000;

const EDITORS = 6;
const TYPING_MS = sized(5_000, 20_000);
const CALM_MS = 600;
const CONVERGED_MS = 10_000;

test(`11: ${ROOMS * PEOPLE_PER_ROOM} clients come back at once, and all are let in`, async (t) => {
  const server = await startServer(t, { environment: { RATE_LIMITS: "off" } });
  const crowd = await gather(t, server);
  const gone = crowd.map(({ socket }) => new Promise((resolve) => socket.once("disconnect", resolve)));
  await server.kill();
  await Promise.all(gone);
  server.environment.RATE_LIMITS = "on";
  await server.start();
  const began = performance.now();
  const visits = crowd.map(({ person, room }) => connect(server, person, room, { patience: BACK_MS }));
  const back = await Promise.all(visits);
  const took = performance.now() - began;
  t.after(() => back.forEach((person) => person.leave()));
  t.diagnostic(`${back.length} were back ${took.toFixed(0)} ms after the server`);
  assert.ok(took < BACK_MS);
  for (const { view, person } of back) assert.equal(view.me.name, person.name);
});

/** A crowd, in rooms of the same size: hosts, and guests before their doors. */
async function gather(t, server) {
  const crowd = [];
  t.after(() => crowd.forEach((person) => person.leave()));
  for (let n = 0; n < ROOMS; n += 1) {
    const { host, room } = await hostedRoom(t, server);
    crowd.push(host);
    const names = Array.from({ length: PEOPLE_PER_ROOM - 1 }, (_, guest) => `Guest ${guest}`);
    const guests = await Promise.all(names.map((name) => joinAsGuest(server, room, name)));
    crowd.push(...(await Promise.all(guests.map((guest) => connect(server, guest, room)))));
  }
  return crowd;
}

test("12: six people type while their connections are reset at random: one text", async (t) => {
  const server = await startServer(t);
  const hosted = await hostedRoom(t, server);
  const { editors, cables } = await sixEditors(t, server, hosted);
  await Promise.all(editors.map((editor) => editor.start()));
  const end = performance.now() + TYPING_MS;
  while (performance.now() < end) {
    await sleep(Math.random() * CALM_MS);
    cables[Math.floor(Math.random() * EDITORS)].reset();
  }
  await Promise.all(editors.map((editor) => editor.stop()));
  const text = await converge(editors, CONVERGED_MS);
  const saved = savedBy(editors);
  assertKept(text, saved);
  const resets = editors.reduce((sum, { lost }) => sum + lost.length, 0);
  t.diagnostic(`${saved.size} marks through ${resets} resets`);
  assert.ok(resets > EDITORS, "connections did break");
  assert.deepEqual(editors.flatMap(({ refusals }) => refusals), []);
  await logOf(t, server, hosted.room);
});

/** Admitted people with cables of their own. */
async function sixEditors(t, server, hosted) {
  const editors = [];
  const cables = [];
  for (let n = 0; n < EDITORS; n += 1) {
    const cable = new Cable(server);
    await cable.plugIn();
    cables.push(cable);
    t.after(() => cable.pull());
    const { person, ...participant } = await admitted(t, server, hosted, `Editor ${n}`, "interviewer");
    participant.socket.disconnect();
    const editor = new Editor({ node: () => cable, person, room: hosted.room, pad: hosted.host.pad("code") });
    editors.push(editor);
    t.after(() => editor.leave());
  }
  return { editors, cables };
}
