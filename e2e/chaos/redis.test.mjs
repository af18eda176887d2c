// A node cut off from Redis (4), and a Redis that is killed and comes back empty (5): both under load.

import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { isStandIn } from "../harness/backends.mjs";
import { startCluster } from "../harness/cluster.mjs";
import { converge, savedBy } from "../harness/editor.mjs";
import { refusalsOf, stopTyping, typingRoom } from "../harness/editors.mjs";
import { call } from "../harness/http.mjs";
import { watchSpread } from "../harness/latency.mjs";
import { logOf } from "../harness/log.mjs";
import { assertKept } from "../harness/marks.mjs";
import { connect, textOf } from "../harness/participant.mjs";
import { onlyFull, sized } from "../harness/size.mjs";

const AWAY_MS = sized(4_000, 20_000);
const BEFORE_MS = 1_000;
/** Of the issue: others see edits within half a second while Redis is away, and all is equal 2 s after its return. */
const SEEN_MS = 500;
const CONVERGED_MS = 2_000;
/** Until a node that hears nothing any more says so to itself. */
const NOTICED_MS = 1_000;
/** As fast as people type. */
const EVERY_MS = 200;
const SAY_EVERY_MS = 200;

for (const [name, fault, skip = false] of [
  ["4: a node cut off from Redis, its packets dropped", cutOff("swallow", "heal")],
  ["4: a node cut off from Redis, its connections refused", cutOff("pull", "plugIn"), onlyFull],
  ["5: Redis killed, and back empty", { begin: ({ redis }) => redis.kill(), heal: ({ redis }) => redis.start() }],
]) {
  test(`${name}: nothing is lost, and all is equal soon`, { skip }, (t) => withoutRedis(t, fault));
}

/** What to do with the cable of one of the nodes. */
function cutOff(begin, heal) {
  const cable = ({ nodes }) => nodes.at(-1).cables.redis;
  return { begin: (cluster) => cable(cluster)[begin](), heal: (cluster) => cable(cluster)[heal]() };
}

async function withoutRedis(t, fault) {
  const cluster = await startCluster(t, { size: 3 });
  const { hosted, editors } = await typingRoom(t, cluster, 6, { every: EVERY_MS });
  const decisions = sayAgainAndAgain(hosted.host);
  await sleep(BEFORE_MS);
  await fault.begin(cluster);
  await sleep(NOTICED_MS);
  const spread = watchSpread(editors);
  await sleep(AWAY_MS - NOTICED_MS);
  const seen = spread.stop();
  const saved = savedBy(editors).size;
  await fault.heal(cluster);
  const healed = performance.now();
  await Promise.all([stopTyping(editors), decisions.stop()]);
  const text = await converge(editors, CONVERGED_MS);
  await assertLateJoinersSee(t, cluster, hosted, text);
  const took = performance.now() - healed;
  const { p50, p99, worst } = seen;
  t.diagnostic(`seen elsewhere p50 ${p50}, p99 ${p99}, worst ${worst} ms; equal in ${took.toFixed(0)} ms`);
  assertKept(text, savedBy(editors));
  assert.ok(saved > (AWAY_MS / 1_000) * 10, "typing went on without Redis");
  const judged = isStandIn ? seen.p50 : seen.p99;
  assert.ok(judged <= SEEN_MS, `the others saw it after ${judged} ms`);
  assert.ok(took < CONVERGED_MS, `equal after ${took} ms`);
  await decisions.assertKept(cluster.nodes[1], hosted);
  assert.deepEqual(refusalsOf(editors), []);
  for (const { lost } of editors) assert.equal(lost.length, 0, "no connection broke");
  await logOf(t, cluster.nodes[0], hosted.room);
}

async function assertLateJoinersSee(t, cluster, { host, room }, text) {
  for (const node of cluster.nodes) {
    const late = await connect(node, host.person, room);
    t.after(() => late.leave());
    assert.equal(textOf(await late.open(host.pad("code"))), text);
  }
}

/** Says a numbered line again and again; each that was accepted must be in the timeline, once. */
function sayAgainAndAgain(host) {
  const accepted = new Map();
  let running = true;
  const saying = (async () => {
    while (running) {
      const text = randomUUID();
      const answer = await host.command("say", { text, to: "all" });
      if (answer.ok) accepted.set(text, answer.seq);
      await sleep(SAY_EVERY_MS);
    }
  })();
  const stop = () => {
    running = false;
    return saying;
  };
  const assertAllKept = async (node, { room }) => {
    const { body } = await call(node, "GET", `/rooms/${room.id}/timeline?limit=1000`, { token: host.person.token });
    const said = body.items.filter(({ type }) => type === "said").map(({ text, seq }) => [text, seq]);
    assert.deepEqual(said, [...accepted]);
    assert.ok(accepted.size > AWAY_MS / SAY_EVERY_MS / 2, "decisions were made meanwhile");
  };
  return { stop, assertKept: assertAllKept };
}
