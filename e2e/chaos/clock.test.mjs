// Fault 15: the machine's clock jumps, an hour ahead and an hour back.

import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { wallClock } from "../harness/clock.mjs";
import { call } from "../harness/http.mjs";
import { logOf } from "../harness/log.mjs";
import { admitted, connect, guest, hostedRoom, textOf } from "../harness/participant.mjs";
import { startServer, until } from "../harness/server.mjs";
import { sized } from "../harness/size.mjs";

const HOUR_S = 3_600;
/** Longer than a candidate may be gone until that is a signal, and than two heartbeats of the rooms. */
const WATCH_MS = sized(3_000, 12_000);

test("15: a clock that jumps an hour changes no order, and puts nobody out", async (t) => {
  const clock = await wallClock(t);
  const server = await startServer(t, { environment: clock.environment });
  const hosted = await hostedRoom(t, server);
  const candidate = await admitted(t, server, hosted, "Cato");
  const people = [hosted.host, candidate];
  const pad = hosted.host.pad("code");
  const docs = { mine: await candidate.open(pad), hosts: await hosted.host.open(pad) };
  const saidAt = [];
  for (const jump of [0, HOUR_S, -HOUR_S, 0]) {
    await clock.set(jump);
    saidAt.push(await says(hosted, candidate, `at ${jump}`));
    const typed = await candidate.edits(pad, docs.mine, (text) => text.insert(text.length, `${jump};`));
    assert.equal(typed.ok, true);
    await sleep(WATCH_MS);
    for (const person of people) {
      assert.equal(person.socket.connected, true, `${person.person.name} is put out at ${jump}`);
      assert.equal(person.closedReason, null);
      assert.deepEqual(onlineIn(person.view), ["Asha Host", "Cato"]);
    }
  }
  assert.ok(saidAt[1] - saidAt[0] > 0.9 * HOUR_S * 1000, "the server's clock did jump");
  assert.ok(saidAt[2] >= saidAt[1], "the log's did not jump back");
  await assertNobodyIsLost(t, server, hosted, candidate);
  await until(() => textOf(docs.hosts) === textOf(docs.mine), "both have the same text");
  await logOf(t, server, hosted.room);
});

const onlineIn = (view) => view.people.filter(({ online }) => online).map(({ name }) => name).sort();

/** Says something; when that was, by the log. */
async function says({ host, room }, candidate, text) {
  const { seq } = await host.does("say", { text, to: "all" });
  const entry = await until(() => candidate.entries.find((entry) => entry.seq === seq), `${room.id}: ${text}`);
  return entry.at;
}

/** Sign-ins go on, tokens made at any of these times are good, and nobody was called lost. */
async function assertNobodyIsLost(t, server, { host, room }, candidate) {
  const late = await guest(t, server, room, "Late");
  await late.does("knock");
  const { email, password } = host.person;
  const signedIn = await call(server, "POST", "/auth/login", { body: { email, password } });
  assert.equal(signedIn.status, 200);
  for (const { person } of [host, candidate]) {
    const again = await connect(server, person, room);
    assert.equal(again.view.me.state, "inside");
    again.leave();
  }
  const { body } = await call(server, "GET", `/rooms/${room.id}/timeline`, { token: host.person.token });
  const lost = body.items.filter(({ type, kind }) => type === "left" || kind === "connection_lost");
  assert.deepEqual(lost, []);
}
