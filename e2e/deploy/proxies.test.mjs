// Two nodes behind the proxies as they are shipped: the people of a room meet on one node, by WebSocket and
// by long polling, and are back on the other one when theirs goes.

import assert from "node:assert/strict";
import { test } from "node:test";
import * as Y from "yjs";
import { startCluster } from "../harness/cluster.mjs";
import { createRoom, signUp } from "../harness/http.mjs";
import { connect, textOf } from "../harness/participant.mjs";
import { gauge } from "../harness/metrics.mjs";
import { startHaproxy, startNginx } from "../harness/proxies.mjs";
import { until } from "../harness/server.mjs";

/** So many rooms at least, and as many more until both nodes have had one: where a room is, chance decides. */
const ROOMS = 8;
const MOST_ROOMS = 64;
const BACK_MS = 3_000;

for (const [name, startProxy] of [
  ["nginx", startNginx],
  ["HAProxy", startHaproxy],
]) {
  for (const transport of ["websocket", "polling"]) {
    test(`${name}: both people of a room are on one node, by ${transport}`, async (t) => {
      const { nodes, proxy } = await installation(t, startProxy);
      const host = await signUp(proxy, "Asha");
      const used = new Set();
      let rooms = 0;
      for (; rooms < ROOMS || (used.size < 2 && rooms < MOST_ROOMS); rooms += 1) {
        const { people, room } = await meet(t, proxy, host, transport);
        const connections = await Promise.all(nodes.map((node) => connectionsTo(node)));
        assert.deepEqual([...connections].sort(), [0, 2], `room ${room.id}`);
        used.add(connections.indexOf(2));
        await typesAndIsSeen(people);
        for (const person of people) person.leave();
        await until(async () => (await total(nodes)) === 0, "they have left");
      }
      assert.equal(used.size, 2, `${rooms} rooms are all on one node`);
    });

    test(`${name}: people of a node that goes are back on the other one, by ${transport}`, async (t) => {
      const { nodes, proxy } = await installation(t, startProxy);
      const host = await signUp(proxy, "Asha");
      const { people, room } = await meet(t, proxy, host, transport);
      const pad = people[0].pad("code");
      await typesAndIsSeen(people);
      const connections = await Promise.all(nodes.map((node) => connectionsTo(node)));
      const [going, staying] = connections[0] === 2 ? nodes : [...nodes].reverse();
      const gone = going.terminate();
      const told = performance.now();
      const back = await Promise.all(
        people.map(async (person) => {
          await until(() => person.closedReason, "is told to go");
          assert.equal(person.closedReason, "draining");
          person.leave();
          return comesBack(t, proxy, person.person, room, transport);
        }),
      );
      const took = performance.now() - told;
      assert.equal(await connectionsTo(staying), 2);
      const doc = new Y.Doc();
      await back[1].catchUp(pad, doc);
      assert.equal(textOf(doc), "typed");
      await gone;
      t.diagnostic(`back after ${took.toFixed(0)} ms`);
      assert.ok(took < BACK_MS, `back after ${took.toFixed(0)} ms`);
      // The other node serves everything now.
      assert.equal((await createRoom(proxy, host)).title, "Interview");
    });
  }
}

/** Two nodes and a proxy in front of them that they trust. */
async function installation(t, startProxy) {
  const { nodes } = await startCluster(t, { environment: { TRUSTED_PROXIES: "127.0.0.1" } });
  return { nodes, proxy: await startProxy(t, nodes) };
}

/** The host twice in a new room, through the proxy. */
async function meet(t, proxy, host, transport) {
  const room = await createRoom(proxy, host);
  const people = [];
  for (let index = 0; index < 2; index += 1) {
    const person = await connect(proxy, host, room, { transports: [transport] });
    t.after(() => person.leave());
    people.push(person);
  }
  return { room, people };
}

async function typesAndIsSeen([first, second]) {
  const pad = first.pad("code");
  const [written, seen] = [await first.open(pad), await second.open(pad)];
  const answer = await first.edits(pad, written, (text) => text.insert(0, "typed"));
  assert.equal(answer.ok, true, JSON.stringify(answer));
  await until(() => textOf(seen) === "typed", "the other one sees it");
}

/** Tries again as the web client does, until it is let in. */
async function comesBack(t, proxy, person, room, transport) {
  const attempt = () => connect(proxy, person, room, { transports: [transport] }).catch(() => null);
  const back = await until(attempt, `${person.name} is back`);
  t.after(() => back.leave());
  return back;
}

const connectionsTo = (node) => gauge(node.metricsUrl, "codevlive_connections");

async function total(nodes) {
  const connections = await Promise.all(nodes.map((node) => connectionsTo(node)));
  return connections.reduce((sum, count) => sum + count, 0);
}
