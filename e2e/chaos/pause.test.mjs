// Fault 3 on one node: the process stands still for a while, and goes on. On three nodes, past the leases of
// the one that stands still, it is in nodes.test.mjs.

import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { Editor, converge, savedBy } from "../harness/editor.mjs";
import { logOf } from "../harness/log.mjs";
import { assertKept } from "../harness/marks.mjs";
import { admitted, hostedRoom } from "../harness/participant.mjs";
import { startServer, until } from "../harness/server.mjs";
import { sized } from "../harness/size.mjs";

const PAUSE_MS = sized(3_000, 20_000);
const TYPING_MS = 1_000;
const CONVERGED_MS = 5_000;

test("3: a server that stood still goes on where it was", async (t) => {
  const server = await startServer(t);
  const hosted = await hostedRoom(t, server);
  const candidate = await admitted(t, server, hosted, "Cato");
  const people = [hosted.host.person, candidate.person];
  const [room, pad] = [hosted.room, hosted.host.pad("code")];
  // Longer than the pause: nobody is to give the connection up before.
  const patience = PAUSE_MS + 10_000;
  const editors = people.map((person) => new Editor({ node: () => server, person, room, pad, patience }));
  t.after(() => Promise.all(editors.map((editor) => editor.leave())));
  await Promise.all(editors.map((editor) => editor.start()));
  await sleep(TYPING_MS);
  server.freeze();
  const saved = savedBy(editors).size;
  await sleep(PAUSE_MS);
  assert.ok(savedBy(editors).size - saved < 5, "nobody answered meanwhile");
  server.thaw();
  await until(() => savedBy(editors).size > saved + 5, "answers come again", CONVERGED_MS);
  await Promise.all(editors.map((editor) => editor.stop()));
  assertKept(await converge(editors, CONVERGED_MS), savedBy(editors));
  assert.equal(editors.flatMap(({ lost }) => lost).length, 0, "connections outlive it");
  assert.equal(hosted.host.closedReason, null);
  await logOf(t, server, room);
});
