// Each metric that the dashboard and the alarms name is there on a node that has had a room with edits.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import { startCluster } from "../harness/cluster.mjs";
import { scrape } from "../harness/metrics.mjs";
import { hostedRoom } from "../harness/participant.mjs";
import { freePort } from "../harness/daemon.mjs";
import { ROOT, startServer, until } from "../harness/server.mjs";

const EDIT_BYTES = 900_000;
// What PromQL has beside functions, and what Prometheus itself records of each target.
const WORDS = new Set(["by", "without", "and", "or", "unless", "on", "ignoring", "bool", "up"]);

test("the dashboard names metrics that are there", async (t) => {
  const dashboard = JSON.parse(await read("grafana/codevlive.json"));
  const targets = dashboard.panels.flatMap((panel) => panel.targets ?? []);
  const queries = dashboard.templating.list.map(({ definition }) => definition).filter(Boolean);
  const variables = queries.map((query) => query.match(/^label_values\((\w+), \w+\)$/)[1]);
  const expressions = [...targets.map(({ expr }) => expr), ...variables];
  assert.ok(expressions.length > 20, `only ${expressions.length} expressions were found`);
  assertAreThere(expressions, await exposed(t));
});

test("the alarms name metrics that are there, and each is explained", async (t) => {
  const rules = await read("prometheus/alerts.yaml");
  const alarms = [...rules.matchAll(/- alert: (\w+)/g)].map(([, name]) => name);
  const expressions = [...rules.matchAll(/expr: (?:>-\n)?([^]*?)\n +(?:for|labels):/g)].map(([, expr]) => expr);
  assert.ok(alarms.length > 5, `only ${alarms.length} alarms were found`);
  assert.equal(expressions.length, alarms.length);
  assertAreThere(expressions, await exposed(t));
  const explained = await readFile(path.join(ROOT, "docs/OPERATIONS.md"), "utf8");
  for (const alarm of alarms) assert.ok(explained.includes(`**${alarm}**`), `${alarm} is not explained`);
});

const read = (file) => readFile(path.join(ROOT, "deploy", file), "utf8");

/** The names on /metrics of a node alone and of one among others, after a room with edits. */
async function exposed(t) {
  const [alone, among] = await Promise.all([exposedAlone(t), exposedAmong(t)]);
  return new Set([...alone, ...among]);
}

async function exposedAmong(t) {
  const { nodes } = await startCluster(t);
  const { host } = await hostedRoom(t, nodes[0]);
  await host.does("say", { text: "hello", to: "all" });
  const all = async () => {
    const names = new Set((await scrape(nodes[0].metricsUrl)).map(({ name }) => name));
    return names.has("codevlive_store_unreachable") && names;
  };
  return until(all, "the database was asked once");
}

/** So many edits that the database has moved its WAL once. */
async function exposedAlone(t) {
  const port = await freePort();
  const server = await startServer(t, { environment: { METRICS_LISTEN: `127.0.0.1:${port}`, RATE_LIMITS: "off" } });
  const { host } = await hostedRoom(t, server);
  const pad = host.pad("code");
  const doc = await host.open(pad);
  const all = async () => {
    const answer = await host.edits(pad, doc, replaceBy(Math.random().toString().padEnd(EDIT_BYTES, "x")));
    assert.equal(answer.ok, true, JSON.stringify(answer));
    const names = new Set((await scrape(`http://127.0.0.1:${port}/metrics`)).map(({ name }) => name));
    return names.has("codevlive_store_checkpoint_seconds") && names;
  };
  return until(all, "the database moves its WAL");
}

const replaceBy = (content) => (text) => {
  text.delete(0, text.length);
  text.insert(0, content);
};

function assertAreThere(expressions, names) {
  for (const expression of expressions) {
    const named = metricsOf(expression);
    assert.ok(named.length > 0, `no metric in ${expression}`);
    for (const name of named) {
      assert.ok(WORDS.has(name) || names.has(name), `${name} is not on /metrics: ${expression}`);
    }
  }
}

/** The names in a PromQL expression that are neither functions nor labels nor texts. */
function metricsOf(expression) {
  const bare = expression
    .replace(/"[^"]*"/g, "")
    .replace(/\{[^}]*\}/g, "")
    .replace(/\[[^\]]*\]/g, "")
    .replace(/\b(by|without|on|ignoring)\s*\([^)]*\)/g, "")
    .replace(/\$\w+/g, "");
  return bare.match(/\b[a-z_]\w*\b(?!\s*\()/g) ?? [];
}
