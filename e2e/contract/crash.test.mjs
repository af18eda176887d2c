// kill -9 at 20 random moments of two people typing 50 updates a second: what was acknowledged is there,
// once, and the log has no gap.

import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { test } from "node:test";
import * as Y from "yjs";
import { logOf } from "../harness/log.mjs";
import { assertKept, newMark } from "../harness/marks.mjs";
import { admitted, connect, hostedRoom, textOf, updateOf } from "../harness/participant.mjs";
import { startServer } from "../harness/server.mjs";

const KILLS = 20;
const UPDATE_EVERY_MS = 20;

test(`${KILLS} kills at random moments lose no acknowledged update`, async (t) => {
  const server = await startServer(t);
  const hosted = await hostedRoom(t, server);
  const candidate = await admitted(t, server, hosted, "Cato");
  const pad = hosted.host.pad("code");
  const people = [hosted.host.person, candidate.person];
  hosted.host.leave();
  candidate.leave();
  const acknowledged = new Map();
  let sent = 0;
  for (let kill = 0; kill < KILLS; kill += 1) {
    const typists = await Promise.all(people.map((person) => typist(server, person, hosted.room, pad)));
    await sleep(150 + Math.random() * 850);
    await server.kill();
    for (const typed of typists) {
      sent += await typed.stop((mark, seq) => acknowledged.set(mark, seq));
    }
    await server.start();
    await verify(server, people[0], hosted.room, pad, acknowledged);
  }
  const entries = await logOf(t, server, hosted.room);
  t.diagnostic(`${entries.length} entries, no gap`);
  t.diagnostic(`${sent} sent, ${acknowledged.size} acknowledged, 0 lost, 0 doubled`);
  assert.ok(acknowledged.size > KILLS * 5, `only ${acknowledged.size} were acknowledged`);
});

/** Types marks `<n>` at 50 a second until the server dies, and remembers which were acknowledged. */
async function typist(server, person, room, pad) {
  const participant = await connect(server, person, room);
  const doc = await participant.open(pad);
  const answers = [];
  let running = true;
  let sent = 0;
  const typing = (async () => {
    while (running) {
      const mark = newMark();
      const update = updateOf(doc, (text) => text.insert(text.length, mark));
      sent += 1;
      participant.socket.emit("edit", pad.id, update, (answer) => answers.push({ mark, answer }));
      await sleep(UPDATE_EVERY_MS);
    }
  })();
  const stop = async (acknowledge) => {
    running = false;
    await typing;
    participant.leave();
    for (const { mark, answer } of answers) {
      assert.equal(answer.ok, true, JSON.stringify(answer));
      acknowledge(mark, answer.seq);
    }
    return sent;
  };
  return { stop };
}

async function verify(server, person, room, pad, acknowledged) {
  const reader = await connect(server, person, room);
  const doc = new Y.Doc();
  await reader.catchUp(pad, doc);
  assertKept(textOf(doc), new Set(acknowledged.keys()));
  const highest = Math.max(0, ...acknowledged.values());
  const next = await reader.does("say", { text: "after the crash", to: "all" });
  assert.ok(next.seq > highest, `seq ${next.seq} follows ${highest}`);
  reader.leave();
}
