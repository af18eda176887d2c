// Connections that are begun and never finished, and one that never stops talking: memory stays bounded,
// they are closed in time, and people in another room notice nothing.

import assert from "node:assert/strict";
import { test } from "node:test";
import { admitted, hostedRoom, textOf } from "../harness/participant.mjs";
import { residentBytes } from "../harness/process.mjs";
import { openTcp, requestText, upgradeHeaders } from "../harness/raw.mjs";
import { startServer, until } from "../harness/server.mjs";
import { Witness } from "../harness/witness.mjs";

const FULL = process.env.CODEVLIVE_FULL === "1";
const SLOW = { skip: !FULL && "SKIPPED WITHOUT --full: it waits until the server's time limits have passed" };
const CONNECTIONS = FULL ? 5_000 : 1_500;
const AT_A_TIME = 250;
// A request whose body is being read holds its buffers, and its place in every layer of the server.
const BYTES_EACH = 32 * 1024;
const BYTES_EACH_READING = 96 * 1024;
const LIMITS_MS = 50_000;
const MEDIAN_MS = 100;
const LONGEST_MS = 1_500;

const UPGRADE = requestText("/socket.io/?EIO=4&transport=websocket", upgradeHeaders());
const UNFINISHED = {
  "without a byte": "",
  "half a header": "GET /api/v1/me HTTP/1.1\r\nhost: local",
  "half an upgrade": UPGRADE.slice(0, -2),
  "an upgrade without CONNECT": UPGRADE,
  "half a body": "POST /api/v1/auth/login HTTP/1.1\r\nhost: localhost\r\ncontent-length: 99\r\n\r\n{",
};

/** Opens many, from several loopback addresses: there are limits for each. */
async function openMany(server, text) {
  const all = [];
  while (all.length < CONNECTIONS) {
    const some = Array.from({ length: AT_A_TIME }, () => {
      const localAddress = `127.0.1.${1 + ((all.length / AT_A_TIME) % 8)}`;
      return openTcp(server, { localAddress });
    });
    for (const connection of await Promise.all(some)) {
      connection.socket.write(text);
      all.push(connection);
    }
  }
  return all;
}

const areAlive = (connections) => connections.filter(({ socket }) => !socket.destroyed).length;

for (const [name, text] of Object.entries(UNFINISHED)) {
  test(`${CONNECTIONS} connections with ${name}`, async (t) => {
    const server = await startServer(t);
    const witness = await Witness.start(t, server);
    const before = await residentBytes(server.pid);
    const connections = await openMany(server, text);
    t.after(() => connections.forEach(({ socket }) => socket.destroy()));
    const each = ((await residentBytes(server.pid)) - before) / CONNECTIONS;
    await t.test("are closed by the server", SLOW, () =>
      until(() => areAlive(connections) === 0, "all are closed", LIMITS_MS),
    );
    const { edits, median, longest } = await witness.stop();
    t.diagnostic(`${(each / 1024).toFixed(1)} KiB each; ${edits} edits elsewhere, ${median.toFixed(1)} ms, at most ${longest.toFixed(0)} ms`);
    const most = name === "half a body" ? BYTES_EACH_READING : BYTES_EACH;
    assert.ok(each < most, `${each} bytes each`);
    assert.ok(median < MEDIAN_MS && longest < LONGEST_MS, `median ${median} ms, longest ${longest} ms`);
  });
}

/** Calls `send` a thousand times a second, for so long, whatever the answers. */
async function thousandASecond(seconds, send) {
  const answers = [];
  const began = performance.now();
  while (performance.now() - began < seconds * 1000) {
    while (answers.length < performance.now() - began) answers.push(send(answers.length));
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  return Promise.all(answers);
}

test("1,000 commands a second from one socket are refused beyond a burst", async (t) => {
  const server = await startServer(t);
  const hosted = await hostedRoom(t, server);
  const loud = await admitted(t, server, hosted, "Loud");
  const witness = await Witness.start(t, server);
  const answers = await thousandASecond(3, () => loud.command("raise_hand"));
  const accepted = answers.filter(({ ok }) => ok).length;
  const codes = new Set(answers.filter(({ ok }) => !ok).map(({ code }) => code));
  const { median, longest } = await witness.stop();
  t.diagnostic(`${accepted} of ${answers.length} taken; elsewhere ${median.toFixed(1)} ms, at most ${longest.toFixed(0)} ms`);
  assert.ok(answers.length > 2_000, `only ${answers.length} were sent`);
  assert.ok(accepted < 500, `${accepted} were taken`);
  assert.deepEqual([...codes], ["rate_limited"]);
  assert.ok(median < MEDIAN_MS && longest < LONGEST_MS, `median ${median} ms, longest ${longest} ms`);
  assert.equal(loud.socket.connected, true);
});

test("1,000 edits a second from one socket are slowed, and none is refused", async (t) => {
  const server = await startServer(t);
  const hosted = await hostedRoom(t, server);
  const loud = await admitted(t, server, hosted, "Loud");
  const pad = hosted.host.pad("code");
  const [doc, seen] = [await loud.open(pad), await hosted.host.open(pad)];
  const witness = await Witness.start(t, server);
  const before = await residentBytes(server.pid);
  const began = performance.now();
  const answers = await thousandASecond(1, () => loud.edits(pad, doc, (text) => text.insert(text.length, "x")));
  const seconds = (performance.now() - began) / 1000;
  const { median, longest } = await witness.stop();
  const growth = (await residentBytes(server.pid)) - before;
  t.diagnostic(`${answers.length} edits took ${seconds.toFixed(1)} s; elsewhere ${median.toFixed(1)} ms, at most ${longest.toFixed(0)} ms`);
  assert.ok(answers.every(({ ok }) => ok), JSON.stringify(answers.find(({ ok }) => !ok)));
  assert.ok(seconds > ((answers.length - 500) / 100) * 0.9, "they were slowed to 100 a second");
  assert.ok(median < MEDIAN_MS && longest < LONGEST_MS, `median ${median} ms, longest ${longest} ms`);
  assert.ok(growth < 16 * 1024 * 1024, `memory grew by ${growth} bytes`);
  await until(() => textOf(seen) === textOf(doc), "everyone has them");
});
