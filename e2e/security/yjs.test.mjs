// Yjs updates that are lies: an error in little time and memory, and nobody else notices.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import * as Y from "yjs";
import { admitted, hostedRoom, textOf } from "../harness/participant.mjs";
import { processorSeconds, residentBytes } from "../harness/process.mjs";
import { startServer } from "../harness/server.mjs";
import { Witness } from "../harness/witness.mjs";

const MIB = 1024 * 1024;
// Seed 4 meets the known limit of docs/SECURITY.md: an item whose neighbours stand the wrong way round, which copies place
// differently.
const SEED = Number(process.env.SEED ?? 20_261_124);
const MUTATIONS = 1_500;

const server = await startServer({ after }, { environment: { RATE_LIMITS: "off" } });

/** An unsigned integer as lib0 writes it. */
function uint(value) {
  const bytes = [];
  for (let rest = BigInt(value); ; rest >>= 7n) {
    if (rest < 128n) return [...bytes, Number(rest)];
    bytes.push(Number(rest & 127n) | 128);
  }
}

const ROOT = [1, 7, ...Buffer.from("content")];
const one = (...structs) => [1, ...uint(1), ...uint(9), 0, ...structs.flat(), 0];
const LARGEST = 2 ** 31 - 1;

const BOMBS = {
  "two billion clocks of nothing": one([0, ...uint(LARGEST)]),
  "two billion clocks of nothing, twice": [1, 2, 9, 0, 0, ...uint(LARGEST), 0, ...uint(LARGEST), 0],
  "two billion deleted characters": one([1, ...ROOT, ...uint(LARGEST)]),
  "2⁵³ deleted characters": one([1, ...ROOT, ...uint(2n ** 53n)]),
  "two billion values in an array": one([8, ...ROOT, ...uint(LARGEST), 126]),
  "a text of two billion bytes": one([4, ...ROOT, ...uint(LARGEST), 97]),
  "a binary of 2⁶³ bytes": one([3, ...ROOT, ...uint(2n ** 63n)]),
  "an array in an array, 300,000 times": one([8, ...ROOT, 1, ...Array(300_000).fill([117, 1]).flat(), 126]),
  "an object of two billion keys": one([8, ...ROOT, 1, 118, ...uint(LARGEST)]),
  "two billion clients": [...uint(LARGEST), 1, 9, 0],
  "two billion structs": [1, ...uint(LARGEST), 9, 0, 0, 1],
  "a client of 2⁶⁴": [1, 1, ...uint(2n ** 64n - 1n), 0, 0, 1, 0],
  "two billion deletions": [0, 1, 9, ...uint(LARGEST), 0, 1],
  "a clock in the far future": [1, 1, 9, ...uint(LARGEST - 2), 4, ...ROOT, 1, 97, 0],
  "its own future as a neighbour": one([0x84, 9, ...uint(5), 1, 97]),
  "a number without an end": Array(1_000).fill(255),
  "a sub-document": one([9, ...ROOT, 1, 97, 126]),
  "y-sync instead of an update": [0, 2, 4, 1, 1, 9, 0],
};

async function stage(t) {
  const hosted = await hostedRoom(t, server);
  const candidate = await admitted(t, server, hosted, "Cato");
  return { ...hosted, candidate, pad: hosted.host.pad("code") };
}

test("bombs of a few bytes", async (t) => {
  const { host, candidate, pad } = await stage(t);
  const doc = await host.open(pad);
  const witness = await Witness.start(t, server);
  const before = { memory: await residentBytes(server.pid), seconds: await processorSeconds(server.pid) };
  for (const [name, bytes] of Object.entries(BOMBS)) {
    const answer = await candidate.ask("edit", pad.id, Uint8Array.from(bytes));
    // Runs that cost nothing to keep may be kept.
    if (!answer.ok) assert.match(answer.code, /^(invalid|out_of_sync|too_large)$/, `${name}: ${JSON.stringify(answer)}`);
    const sync = await candidate.ask("sync", pad.id, Uint8Array.from(bytes));
    assert.ok(sync.ok || sync.code === "invalid", `${name}: ${JSON.stringify(sync)}`);
  }
  const growth = (await residentBytes(server.pid)) - before.memory;
  const spent = (await processorSeconds(server.pid)) - before.seconds;
  const { longest } = await witness.stop();
  t.diagnostic(`${spent.toFixed(2)} s of processor time, memory ${(growth / MIB).toFixed(1)} MiB, elsewhere at most ${longest.toFixed(0)} ms`);
  assert.ok(growth < 16 * MIB, `memory grew by ${growth} bytes`);
  assert.ok(spent < 3, `${spent} s of processor time`);
  assert.ok(longest < 500, `another room waited ${longest} ms`);
  assert.equal((await host.edits(pad, doc, (text) => text.insert(0, "still here"))).ok, true);
  assert.equal(candidate.socket.connected, true);
});

/** A generator of numbers below 2³², the same for the same seed (mulberry32). */
function numbers(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
}

/** A real update of someone who has the text, with some bytes changed. */
function mutated(state, next) {
  const doc = new Y.Doc();
  // Ids decide which of two texts comes first: at random, the seed would not tell what happens.
  doc.clientID = next();
  Y.applyUpdate(doc, state);
  const before = Y.encodeStateVector(doc);
  const text = doc.getText("content");
  text.insert(next() % (text.length + 1), "wörd 😀");
  text.delete(next() % text.length, 1);
  const update = Y.encodeStateAsUpdate(doc, before);
  for (let flips = 1 + (next() % 3); flips > 0; flips -= 1) update[next() % update.length] = next() % 256;
  return update;
}

test(`${MUTATIONS} mutated updates: what is taken, everyone has alike`, async (t) => {
  const { host, candidate, pad } = await stage(t);
  const doc = await host.open(pad);
  doc.clientID = 1;
  const next = numbers(SEED);
  await host.edits(pad, doc, (text) => text.insert(0, "function main() {}\n"));
  let taken = 0;
  for (let tried = 0; tried < MUTATIONS; tried += 1) {
    const answer = await candidate.ask("edit", pad.id, mutated(Y.encodeStateAsUpdate(doc), next));
    if (answer.ok) taken += 1;
    else assert.match(answer.code, /^(invalid|out_of_sync)$/, `${JSON.stringify(answer)}, try ${tried} of seed ${SEED}`);
  }
  const fresh = await candidate.open(pad);
  t.diagnostic(`${taken} were taken, seed ${SEED}`);
  assert.ok(taken > 0, "some mutations are harmless");
  assert.equal((await host.edits(pad, doc, (text) => text.insert(0, "!"))).ok, true, `seed ${SEED}`);
  await candidate.catchUp(pad, fresh);
  assert.equal(textOf(fresh), textOf(doc), `seed ${SEED}`);
});
