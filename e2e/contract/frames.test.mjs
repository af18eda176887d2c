// What a hostile or broken client sends: refused or closed, and nobody else notices.

import assert from "node:assert/strict";
import { randomBytes, randomUUID } from "node:crypto";
import { after, test } from "node:test";
import * as Y from "yjs";
import { call, createRoom, joinAsGuest, signUp } from "../harness/http.mjs";
import { admitted, connect, hostedRoom, textOf } from "../harness/participant.mjs";
import { startServer, until } from "../harness/server.mjs";

const MIB = 1024 * 1024;

const server = await startServer({ after }, { environment: { RATE_LIMITS: "off" } });

async function stage(t) {
  const hosted = await hostedRoom(t, server);
  const candidate = await admitted(t, server, hosted, "Cato");
  return { ...hosted, candidate, pad: hosted.host.pad("code") };
}

/** Someone else in the room can still edit, and is seen. */
async function unaffected({ host, pad }) {
  const doc = await host.open(pad);
  const mark = randomUUID();
  const answer = await host.edits(pad, doc, (text) => text.insert(0, mark));
  assert.equal(answer.ok, true, JSON.stringify(answer));
}

test("malformed messages are answered `invalid`", async (t) => {
  const room = await stage(t);
  const { candidate, pad } = room;
  const malformed = [
    ["command"],
    ["command", null],
    ["command", "knock"],
    ["command", { id: "1", type: "no_such_thing" }],
    ["command", { id: "1", type: "say", text: 5, to: "all" }],
    ["command", { id: "x".repeat(65), type: "raise_hand" }],
    ["command", { id: "", type: "raise_hand" }],
    ["command", { type: "raise_hand" }],
    ["edit"],
    ["edit", pad.id],
    ["edit", "not-a-pad", new Uint8Array([0, 0])],
    ["edit", pad.id, "text"],
    ["edit", randomUUID(), Y.encodeStateAsUpdate(new Y.Doc())],
    ["edit", pad.id, randomBytes(64)],
    ["edit", pad.id, new Uint8Array(0)],
    ["sync", pad.id, randomBytes(64)],
    ["sync", pad.id],
    ["rtc", { to: 1, data: {} }],
    ["rtc", { to: randomUUID(), data: {} }],
    ["no_such_message", {}],
  ];
  for (const [event, ...args] of malformed) {
    const answer = await candidate.ask(event, ...args);
    assert.equal(answer.ok, false, `${event} ${JSON.stringify(args)}`);
    assert.match(answer.code, /^(invalid|unknown_person|out_of_sync)$/, JSON.stringify({ event, args, answer }));
  }
  assert.equal(candidate.socket.connected, true);
  await unaffected(room);
});

test("an update that depends on what the server lacks is `out_of_sync`, and is not kept", async (t) => {
  const room = await stage(t);
  const { candidate, pad } = room;
  const doc = new Y.Doc();
  doc.getText("content").insert(0, "lost");
  const before = Y.encodeStateVector(doc);
  doc.getText("content").insert(4, " and found");
  const answer = await candidate.ask("edit", pad.id, Y.encodeStateAsUpdate(doc, before));
  assert.equal(answer.code, "out_of_sync");
  assert.equal(textOf(await room.host.open(pad)), "");
});

test("1 MiB is taken, 2 MiB answered, beyond that the connection is closed", async (t) => {
  const room = await stage(t);
  const { candidate, pad } = room;
  const update = (bytes) => {
    const doc = new Y.Doc();
    doc.getText("content").insert(0, "x".repeat(bytes));
    return Y.encodeStateAsUpdate(doc);
  };
  assert.equal((await candidate.ask("edit", pad.id, update(MIB - 100))).ok, true);
  assert.equal((await candidate.ask("edit", pad.id, update(MIB + 100))).code, "too_large");
  assert.equal((await candidate.ask("edit", pad.id, update(2 * MIB - 2000))).code, "too_large");
  candidate.socket.emit("edit", pad.id, update(3 * MIB));
  await until(() => candidate.socket.disconnected, "the connection is closed");
  await unaffected(room);
});

test("wrong tokens and rooms are refused in one word", async (t) => {
  const { room, candidate } = await stage(t);
  const other = await createRoom(server, await signUp(server, "Other"));
  const [head, payload, signature] = candidate.person.token.split(".");
  const claims = JSON.parse(Buffer.from(payload, "base64url"));
  const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const tokens = {
    missing: undefined,
    empty: "",
    garbage: "garbage",
    unsigned: `${part({ alg: "none", typ: "JWT" })}.${payload}.`,
    altered: `${head}.${part({ ...claims, name: "Mallory" })}.${signature}`,
    truncated: candidate.person.token.slice(0, -4),
  };
  for (const [name, token] of Object.entries(tokens)) {
    await assert.rejects(connect(server, { token }, room), /^Error: unauthenticated$/, name);
  }
  await assert.rejects(connect(server, candidate.person, other), /unauthenticated/);
  await assert.rejects(connect(server, await signUp(server, "Lost"), { id: randomUUID() }), /unknown_room/);
  await assert.rejects(connect(server, await signUp(server, "Lost"), { id: "x" }), /unknown_room/);
});

test("a foreign Origin gets 403 on WebSocket and polling, no Origin is let in", async (t) => {
  const room = await stage(t);
  for (const transport of ["polling", "websocket"]) {
    const upgrade = transport === "websocket" && {
      connection: "Upgrade",
      upgrade: "websocket",
      "sec-websocket-version": "13",
      "sec-websocket-key": randomBytes(16).toString("base64"),
    };
    const status = await rawStatus(`/socket.io/?EIO=4&transport=${transport}`, {
      origin: "https://evil.example",
      ...upgrade,
    });
    assert.equal(status, 403, transport);
  }
  const polling = { transports: ["polling"], extraHeaders: { origin: "http://localhost" } };
  const onLoopback = await connect(server, room.candidate.person, room.room, polling);
  assert.equal(onLoopback.view.me.state, "inside");
  onLoopback.leave();
  await unaffected(room);
});

test("a second CONNECT on the same connection changes nothing", async (t) => {
  const room = await stage(t);
  const { candidate } = room;
  const other = await createRoom(server, await signUp(server, "Other"));
  const engine = candidate.socket.io.engine;
  engine.write(`0/room,${JSON.stringify({ token: candidate.person.token, room: other.id })}`);
  await candidate.does("raise_hand");
  assert.equal(candidate.view.room.id, room.room.id);
  await unaffected(room);
});

test("packets that announce thousands of attachments close their sender only", async (t) => {
  const room = await stage(t);
  const { candidate, pad } = room;
  const header = JSON.stringify(["edit", pad.id, { _placeholder: true, num: 0 }]);
  candidate.socket.io.engine.write(`59999-/room,0${header}`);
  await until(() => candidate.socket.disconnected, "the connection is closed");
  await unaffected(room);
});

test("a guest's token opens no other room over HTTP either", async (t) => {
  const { candidate } = await stage(t);
  const other = await createRoom(server, await signUp(server, "Other"));
  const guestOfOther = await joinAsGuest(server, other, "Gast");
  const paths = [`/rooms/${other.id}`, `/rooms/${other.id}/timeline`];
  for (const path of paths) {
    const { status } = await call(server, "GET", path, { token: candidate.person.token });
    assert.match(String(status), /^(401|403|404)$/, path);
  }
  const outsider = await call(server, "GET", `/rooms/${other.id}/timeline`, { token: guestOfOther.token });
  assert.ok(outsider.status !== 200 || outsider.body.items.length === 0);
});

/** The status of a bare request: `fetch` would not let a test choose its own Origin. */
async function rawStatus(path, headers) {
  const { request } = await import("node:http");
  return new Promise((resolve, reject) => {
    const sent = request(`${server.url}${path}`, { headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    sent.on("upgrade", (response, socket) => {
      socket.destroy();
      resolve(response.statusCode);
    });
    sent.on("error", reject);
    sent.end();
  });
}
