// 20,000 sequenced events with two workers: all in order, every ack there.

import assert from "node:assert/strict";
import { test } from "node:test";
import * as Y from "yjs";
import { admitted, hostedRoom, textOf } from "../harness/participant.mjs";
import { startServer, until } from "../harness/server.mjs";

const EVENTS = 20_000;
const IN_FLIGHT = 400;

test(`${EVENTS} edits arrive in the order they were sent, each with its ack`, async (t) => {
  const server = await startServer(t, {
    environment: { RATE_LIMITS: "off", TOKIO_WORKER_THREADS: "2" },
  });
  const hosted = await hostedRoom(t, server);
  const candidate = await admitted(t, server, hosted, "Cato");
  const pad = hosted.host.pad("code");
  const seen = followOrder(hosted.host, pad);
  const mine = await candidate.open(pad);
  const updates = [];
  mine.on("update", (update) => updates.push(update));
  for (let n = 0; n < EVENTS; n += 1) mine.getText("content").insert(mine.getText("content").length, `${n},`);

  const seqs = await sendAll(candidate, pad, updates);
  assert.equal(seqs.length, EVENTS);
  const outOfOrder = seqs.filter((seq, index) => index > 0 && seq < seqs[index - 1]).length;
  assert.equal(outOfOrder, 0, "acks are in the log's order");
  await until(() => seen.text().length === textOf(mine).length, "all arrive", 30_000);
  assert.equal(seen.text(), textOf(mine));
  assert.equal(seen.outOfOrder, 0);
});

/** Applies a person's incoming edits and counts those that need one which has not come yet. */
function followOrder(participant, pad) {
  const doc = new Y.Doc();
  const seen = { outOfOrder: 0, text: () => textOf(doc) };
  participant.socket.on("edit", (id, update) => {
    if (id !== pad.id) return;
    Y.applyUpdate(doc, new Uint8Array(update));
    if (doc.store.pendingStructs) seen.outOfOrder += 1;
  });
  return seen;
}

/** Sends all, a few hundred of them unanswered at a time; gives the seq of each ack. */
async function sendAll(participant, pad, updates) {
  const seqs = [];
  const waiting = new Set();
  for (const [n, update] of updates.entries()) {
    const answered = participant.ask("edit", pad.id, update).then((answer) => {
      assert.equal(answer.ok, true, JSON.stringify(answer));
      seqs[n] = answer.seq;
      waiting.delete(answered);
    });
    waiting.add(answered);
    if (waiting.size >= IN_FLIGHT) await Promise.race(waiting);
  }
  await Promise.all(waiting);
  return seqs;
}
