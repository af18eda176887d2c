// A client that stops reading for 9 s while 2 MB/s are written: the server's memory stays flat, others
// get everything, and the paused one is equal within 3 s of its return.

import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { test } from "node:test";
import { admitted, hostedRoom, textOf } from "../harness/participant.mjs";
import { residentBytes } from "../harness/process.mjs";
import { startServer, until } from "../harness/server.mjs";

const PAUSE_MS = 9_000;
// Until the database's write-ahead log and page caches have reached their size, which is not what is measured.
const WARM_UP_MS = 12_000;
const CHUNK_BYTES = 40_000;
const EVERY_MS = 20;

test("a paused client costs little and catches up", async (t) => {
  const server = await startServer(t, { environment: { RATE_LIMITS: "off" } });
  const hosted = await hostedRoom(t, server);
  const writer = await admitted(t, server, hosted, "Writer");
  const paused = await admitted(t, server, hosted, "Paused");
  const pad = hosted.host.pad("code");
  const texts = {
    writer: await writer.open(pad),
    other: await hosted.host.open(pad),
    paused: await paused.open(pad),
  };
  let written = await write(writer, pad, texts.writer, WARM_UP_MS);
  const before = await residentBytes(server.pid);

  const transport = paused.socket.io.engine.transport.ws._socket;
  transport.pause();
  const peak = watchMemory(server.pid);
  written += await write(writer, pad, texts.writer, PAUSE_MS);
  const growth = (await peak.stop()) - before;
  await until(() => textOf(texts.other) === textOf(texts.writer), "the others get everything", 3_000);
  transport.resume();
  const returned = performance.now();
  await until(() => textOf(texts.paused) === textOf(texts.writer), "the paused one is equal", 3_000);
  const caughtUp = performance.now() - returned;

  t.diagnostic(
    `${(written / 1e6).toFixed(1)} MB written, memory +${(growth / 1e6).toFixed(1)} MB, ` +
      `equal ${caughtUp.toFixed(0)} ms after the return`,
  );
  assert.ok(written >= ((WARM_UP_MS + PAUSE_MS) / 1000) * 1.8e6, `only ${written} bytes were written`);
  assert.ok(growth < 8e6, `memory grew by ${growth} bytes`);
  assert.equal(paused.socket.connected, true);
});

/** Replaces the text again and again, 2 MB/s, so that traffic grows and the document does not. */
async function write(participant, pad, doc, milliseconds) {
  const end = performance.now() + milliseconds;
  let bytes = 0;
  let next = performance.now();
  const answers = [];
  while (performance.now() < end) {
    const chunk = `${Math.random()}`.padEnd(CHUNK_BYTES, "x");
    const sent = participant.edits(pad, doc, (text) => {
      text.delete(0, text.length);
      text.insert(0, chunk);
    });
    answers.push(sent);
    bytes += CHUNK_BYTES;
    next += EVERY_MS;
    await sleep(Math.max(0, next - performance.now()));
  }
  for (const answer of await Promise.all(answers)) assert.equal(answer.ok, true, JSON.stringify(answer));
  return bytes;
}

function watchMemory(pid) {
  let highest = 0;
  let running = true;
  const watching = (async () => {
    while (running) {
      highest = Math.max(highest, await residentBytes(pid));
      await sleep(50);
    }
  })();
  const stop = async () => {
    running = false;
    await watching;
    return highest;
  };
  return { stop };
}
