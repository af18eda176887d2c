// Workers that die with mails in their hands, and a Redis that does: each mail arrives, few of them twice, and soon.

import assert from "node:assert/strict";
import { test } from "node:test";
import { deliveries, inviteMany } from "../harness/invitations.mjs";
import { startMailSink } from "../harness/mail-sink.mjs";
import { scrape } from "../harness/metrics.mjs";
import { startCluster } from "../harness/cluster.mjs";
import { freePort } from "../harness/daemon.mjs";
import { startServer, until } from "../harness/server.mjs";

const MAILS = 1_000;
/** Jobs that a worker has at once (`MAILS` in crates/jobs/src/doing.rs). */
const CONCURRENCY = 50;
/** How soon what a dead worker had is with another: twice the lease. */
const RESUMED_MS = 10_000;
/** Long enough for all of them, on a busy machine too. */
const ALL_MS = 180_000;

/** Each arrived, under one Message-ID; answers how many came more than once. */
function judge(mails, addresses) {
  const all = [...deliveries(mails, addresses).values()];
  assert.equal(all.filter((ids) => ids.length === 0).length, 0, "none is missing");
  assert.ok(all.every((ids) => new Set(ids).size === 1), "one Message-ID each");
  assert.equal(new Set(all.map(([id]) => id)).size, addresses.length, "and no two alike");
  const twice = all.filter((ids) => ids.length > 1).length;
  assert.ok(all.every((ids) => ids.length <= 2) && twice <= CONCURRENCY, `${twice} came twice`);
  return twice;
}

/** Waits until every address has a mail. */
async function allArrive(sink, addresses, milliseconds = ALL_MS) {
  const missing = async () => {
    const known = deliveries(await sink.mails(), addresses);
    return [...known.values()].filter((ids) => ids.length === 0).length;
  };
  await until(async () => (await missing()) === 0, "all mails arrive", milliseconds);
}

/** Resolves once a worker holds as many as it may, all of them unanswered. */
async function handsFull(metricsUrl) {
  const running = async () => {
    const samples = await scrape(metricsUrl);
    return samples.find(({ name, labels }) => name === "codevlive_jobs" && labels.includes('"running"') && labels.includes('"mail"'));
  };
  await until(async () => (await running())?.value >= CONCURRENCY, "the worker's hands are full", 30_000);
}

test("a worker on SQLite is killed with its hands full", async (t) => {
  const sink = await startMailSink(t);
  const metricsPort = await freePort();
  const environment = { RATE_LIMITS: "off", SMTP_URL: sink.url, METRICS_LISTEN: `127.0.0.1:${metricsPort}` };
  const server = await startServer(t, { environment: { ...environment, CODEVLIVE_ROLES: "web" } });
  const { addresses } = await inviteMany(server, MAILS);
  assert.equal(await sink.count(), 0, "one that is no worker sends nothing");
  await server.terminate();
  Object.assign(server.environment, { CODEVLIVE_ROLES: "web,worker" });
  await server.start();
  await sink.arrived(200, ALL_MS);
  await server.kill();
  await server.start();
  await sink.arrived(500, ALL_MS);
  await sink.become("hang");
  await handsFull(`http://127.0.0.1:${metricsPort}/metrics`);
  await server.kill();
  await sink.become("normal");
  await server.start();
  await allArrive(sink, addresses);
  const twice = judge(await sink.mails(), addresses);
  t.diagnostic(`killed twice: ${MAILS} mails, ${twice} of them twice`);
});

test("of two workers on Redis one is killed, and then Redis is", async (t) => {
  const sink = await startMailSink(t);
  const environment = { RATE_LIMITS: "off", SMTP_URL: sink.url };
  const cluster = await startCluster(t, { size: 3, environment, roles: ["web", "worker", "worker"] });
  const [web, worker, other] = cluster.nodes;
  await Promise.all([worker.terminate(), other.terminate()]);
  const { addresses } = await inviteMany(web, MAILS);
  assert.equal(await sink.count(), 0, "without a worker nothing is sent");
  await worker.start();
  await sink.arrived(200, ALL_MS);
  await sink.become("hang");
  await handsFull(worker.metricsUrl);
  const before = await sink.count();
  await worker.kill();
  await sink.become("normal");
  const killed = Date.now();
  await other.start();
  await sink.arrived(before + 1, RESUMED_MS);
  const first = Date.now() - killed;
  await sink.arrived(600, ALL_MS);
  await cluster.redis.kill();
  // Long enough for what is under way to end untold.
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  await cluster.redis.start();
  await allArrive(sink, addresses);
  const twice = judge(await sink.mails(), addresses);
  t.diagnostic(`${MAILS} mails, ${twice} of them twice; the other worker's first after ${first} ms`);
});

test("what a dead worker had is with another within ten seconds", async (t) => {
  const sink = await startMailSink(t, { mode: "normal" });
  const environment = { RATE_LIMITS: "off", SMTP_URL: sink.url };
  const cluster = await startCluster(t, { size: 2, environment, roles: ["web,worker", "worker"] });
  const [first, second] = cluster.nodes;
  await second.terminate();
  await sink.become("hang");
  const { addresses } = await inviteMany(first, CONCURRENCY);
  await handsFull(first.metricsUrl);
  await second.start();
  await sink.become("normal");
  const killed = Date.now();
  await first.kill();
  await allArrive(sink, addresses, RESUMED_MS);
  t.diagnostic(`${CONCURRENCY} orphans arrived within ${Date.now() - killed} ms`);
});
