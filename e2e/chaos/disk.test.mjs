// Disks that fail: a sync that is refused (8), and no space left (9). Fault 7, a WAL cut at random offsets,
// is crates/store/tests/crash.rs.

import assert from "node:assert/strict";
import { rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import * as Y from "yjs";
import { call, readiness } from "../harness/http.mjs";
import { logOf } from "../harness/log.mjs";
import { assertKept, newMark } from "../harness/marks.mjs";
import { smallDisk } from "../harness/namespace.mjs";
import { admitted, connect, hostedRoom, textOf, updateOf } from "../harness/participant.mjs";
import { startServer, until } from "../harness/server.mjs";
import { inject } from "../harness/strace.mjs";

const DISK_BYTES = 12 << 20;
const BALLAST_BYTES = 6 << 20;
const PASTE_BYTES = 20_000;
/** The disk is full once edits were refused for so long: longer than the journal waits to be moved. */
const FULL_MS = 2_000;

const timeline = (server, { room, host }) =>
  call(server, "GET", `/rooms/${room.id}/timeline?limit=1000`, { token: host.person.token });

/** Types a mark, and gives it with the answer. */
async function types(participant, pad, doc) {
  const mark = newMark();
  return { mark, answer: await participant.edits(pad, doc, (text) => text.insert(text.length, mark)) };
}

for (const [how, fault] of [
  ["once", "error=EIO:when=1"],
  ["for good", "error=EIO"],
]) {
  test(`8: a sync that fails ${how} ends all acknowledgements, and is said`, async (t) => {
    const server = await startServer(t);
    const hosted = await hostedRoom(t, server);
    const candidate = await admitted(t, server, hosted, "Cato");
    const pad = hosted.host.pad("code");
    const doc = await candidate.open(pad);
    const saved = new Set();
    for (let n = 0; n < 20; n += 1) saved.add((await types(candidate, pad, doc)).mark);
    assert.equal(await readiness(server), 200);
    const before = (await timeline(server, hosted)).body.items;

    const strace = await inject(t, server.pid, "fdatasync,fsync", fault);
    const refused = await hosted.host.command("start");
    assert.equal(refused.code, "try_later");
    // The disk works again, for all that Linux says; what it lost is lost.
    await strace();
    await assertReadOnly(server, hosted, candidate, doc);
    assert.deepEqual((await timeline(server, hosted)).body.items, before, "what is not durable is not shown");

    await server.kill();
    await server.start();
    assert.equal(await readiness(server), 200);
    const host = await connect(server, hosted.host.person, hosted.room);
    t.after(() => host.leave());
    assertKept(textOf(await host.open(pad)), saved);
    await host.does("say", { text: "written again", to: "all" });
    await logOf(t, server, hosted.room);
  });
}

/** Nothing is acknowledged any more, and all can be read. */
async function assertReadOnly(server, hosted, candidate, doc) {
  const pad = hosted.host.pad("code");
  for (let n = 0; n < 5; n += 1) {
    assert.equal((await types(candidate, pad, doc)).answer.ok, false);
    assert.equal((await candidate.command("say", { text: "?", to: "all" })).code, "try_later");
  }
  assert.equal(await readiness(server), 503);
  const { token } = hosted.host.person;
  const made = await call(server, "POST", "/rooms", { token, body: { title: "No", kind: "interview" } });
  assert.equal(made.status, 503);
  assert.ok(made.headers.get("retry-after"));
  const reader = await connect(server, hosted.host.person, hosted.room);
  assert.equal(reader.view.room.status, "scheduled");
  assert.equal((await reader.ask("sync", pad.id, Y.encodeStateVector(new Y.Doc()))).ok, true);
  reader.leave();
}

test("9: on a full disk writes are refused and reads go on; with space again nothing is missing", async (t) => {
  const disk = await smallDisk(t, DISK_BYTES);
  const server = await startServer(t, {
    dataDir: disk.folder,
    prefix: disk.prefix,
    environment: { RATE_LIMITS: "off" },
  });
  const hosted = await hostedRoom(t, server);
  const candidate = await admitted(t, server, hosted, "Cato");
  const pad = hosted.host.pad("code");
  const doc = await candidate.open(pad);
  const ballast = path.join(disk.seenFromHere, "ballast");
  await writeFile(ballast, Buffer.alloc(BALLAST_BYTES));
  const saved = await fill(candidate, pad, doc);
  t.diagnostic(`${saved.size} pastes of ${PASTE_BYTES} bytes were saved until it was full`);

  assert.equal((await hosted.host.command("start")).code, "try_later");
  const read = await timeline(server, hosted);
  assert.equal(read.status, 200);
  assert.ok(read.body.items.length > 0);
  const reader = await connect(server, hosted.host.person, hosted.room);
  assertKept(textOf(await reader.open(pad)), saved);
  reader.leave();
  const { token } = hosted.host.person;
  const title = "x".repeat(100);
  const post = () => call(server, "POST", "/rooms", { token, body: { title, kind: "interview" } });
  // What is left may do for some.
  await until(async () => (await post()).status === 503, "no more rooms are made");

  await rm(ballast);
  // As a browser does: what was refused is sent again.
  await until(async () => (await candidate.sendsLacking(pad, doc)).ok, "edits are taken again");
  await until(async () => (await post()).status === 201, "rooms are made again");
  await hosted.host.does("start");
  const text = textOf(doc);
  await server.kill();
  await server.start();
  const after = await connect(server, hosted.host.person, hosted.room);
  t.after(() => after.leave());
  assert.equal(textOf(await after.open(pad)), text);
  assert.equal(after.view.room.status, "live");
  await logOf(t, server, hosted.room);
});

/** Pastes until nothing more is taken, for long enough; gives the marks that were saved. */
async function fill(participant, pad, doc) {
  const saved = new Set();
  let fullSince = null;
  let mark;
  while (fullSince === null || performance.now() - fullSince < FULL_MS) {
    if (fullSince === null) {
      mark = newMark();
      const paste = mark.padEnd(PASTE_BYTES, ".");
      updateOf(doc, (text) => text.insert(text.length, paste));
    }
    const answer = await participant.sendsLacking(pad, doc);
    if (answer.ok) {
      saved.add(mark);
      fullSince = null;
    } else {
      assert.equal(answer.code, "try_later");
      fullSince ??= performance.now();
    }
  }
  return saved;
}
