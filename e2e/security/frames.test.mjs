// Frames and packets that no client library would send: refused or closed, cheaply, and nobody else notices.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { deflateRawSync } from "node:zlib";
import { admitted, hostedRoom } from "../harness/participant.mjs";
import { residentBytes } from "../harness/process.mjs";
import { ask, closes, firstBytes, frame, ifCut, openTcp, openWebSocket, requestText, upgradeHeaders } from "../harness/raw.mjs";
import { startServer } from "../harness/server.mjs";
import { Witness } from "../harness/witness.mjs";

const MIB = 1024 * 1024;
const LONGEST_WAIT_MS = 500;

const server = await startServer({ after }, { environment: { RATE_LIMITS: "off" } });

/** A candidate's bare connection, inside its room. */
async function inside(t) {
  const hosted = await hostedRoom(t, server);
  const { person } = await admitted(t, server, hosted, "Cato");
  const socket = await openWebSocket(server);
  t.after(() => socket.socket.destroy());
  socket.socket.write(frame(`40/room,${JSON.stringify({ token: person.token, room: hosted.room.id })}`));
  await firstBytes(socket, '"view"');
  return { socket, pad: hosted.host.pad("code") };
}

/** The connection is closed, memory is what it was, and another room has not waited. */
async function costsItsSenderOnly(t, attack) {
  const { socket, pad } = await inside(t);
  const witness = await Witness.start(t, server);
  const before = await residentBytes(server.pid);
  await attack(socket, pad);
  await closes(socket, "the attacker");
  const growth = (await residentBytes(server.pid)) - before;
  const { edits, longest } = await witness.stop();
  assert.ok(growth < 12 * MIB, `memory grew by ${growth} bytes`);
  assert.ok(edits > 0 && longest < LONGEST_WAIT_MS, `another room waited ${longest} ms`);
}

const HOSTILE = {
  "a frame of 16 MiB": (socket) => socket.socket.write(frame(Buffer.alloc(16 * MIB, "x"))),
  "a frame that announces 16 MiB": (socket) => socket.socket.write(frame("4", { length: 16 * MIB })),
  "a frame that announces 2⁶³ bytes": (socket) => socket.socket.write(frame("4", { length: 2n ** 63n - 1n })),
  "a message in fragments without end": async (socket) => {
    socket.socket.write(frame("4", { fin: false }));
    for (let sent = 0; sent < 64 && !socket.socket.destroyed; sent += 1) {
      socket.socket.write(frame(Buffer.alloc(64 * 1024, "x"), { opcode: 0, fin: false }));
    }
  },
  "a compressed frame, though nothing was agreed": (socket) => {
    const bomb = deflateRawSync(Buffer.alloc(64 * MIB));
    socket.socket.write(frame(bomb, { opcode: 2, reserved: 4 }));
  },
  "an unmasked frame": (socket) => socket.socket.write(frame("2", { masked: false })),
  "an opcode that is reserved": (socket) => socket.socket.write(frame("x", { opcode: 3 })),
  "a ping of 200 bytes": (socket) => socket.socket.write(frame("x".repeat(200), { opcode: 9 })),
  "text that is no UTF-8": (socket) => socket.socket.write(frame([0x34, 0xff, 0xfe])),
  "an empty packet": (socket) => socket.socket.write(frame("")),
  "a packet of no kind": (socket) => socket.socket.write(frame("9hello")),
  "a second OPEN": (socket) => socket.socket.write(frame('0{"sid":"x"}')),
  "a Socket.IO packet of no kind": (socket) => socket.socket.write(frame("49/room,")),
  "an event that is no array": (socket) => socket.socket.write(frame("42/room,{")),
  "9,999 attachments": (socket, pad) =>
    socket.socket.write(frame(`459999-/room,1["edit","${pad.id}",{"_placeholder":true,"num":0}]`)),
  "more attachments than numbers have": (socket) => socket.socket.write(frame(`45${"9".repeat(40)}-/room,1["edit"]`)),
  "attachments nobody announced": (socket) => socket.socket.write(frame([0, 0], { opcode: 2 })),
  "an event where an attachment was due": (socket) => {
    socket.socket.write(frame('451-/room,1["edit",{"_placeholder":true,"num":0}]'));
    socket.socket.write(frame('42/room,2["command"]'));
  },
};

for (const [name, attack] of Object.entries(HOSTILE)) {
  test(name, (t) => costsItsSenderOnly(t, attack));
}

test("no compression is agreed, whatever a client offers", async () => {
  const headers = { ...upgradeHeaders(), "sec-websocket-extensions": "permessage-deflate; client_max_window_bits" };
  const { status, headers: answered } = await ask(server, "/socket.io/?EIO=4&transport=websocket", { headers });
  assert.equal(status, 101);
  assert.equal(answered["sec-websocket-extensions"], undefined);
});

test("a message with fewer attachments than it has places for is answered `invalid`", async (t) => {
  const { socket, pad } = await inside(t);
  const place = (num) => JSON.stringify({ _placeholder: true, num });
  const messages = [
    `["edit","${pad.id}"]`,
    `["edit",${place(0)},${place(1)}]`,
    `["edit",${place(9999)},${place(-1)}]`,
    `["edit","${pad.id}",{"_placeholder":false,"num":0}]`,
    `["edit","${pad.id}",{"_placeholder":true,"num":"0"}]`,
  ];
  for (const [number, message] of messages.entries()) {
    socket.socket.write(frame(`451-/room,${number}${message}`));
    socket.socket.write(frame([0, 0], { opcode: 2 }));
    await Promise.race([firstBytes(socket, `43/room,${number}[`), socket.closed]);
    const answer = socket.received.toString("latin1").split(`43/room,${number}[`)[1];
    assert.match(answer ?? "closed", /^\{"ok":false,"code":"invalid"/, message);
  }
});

test("handshakes that make no sense are refused in one answer", async () => {
  const queries = [
    "",
    "?EIO=3&transport=polling",
    "?EIO=99&transport=polling",
    "?EIO=4&transport=carrier-pigeon",
    "?EIO=4&transport=polling&sid=../../etc/passwd",
    "?EIO=4&transport=polling&sid=AAAAAAAAAAAAAAAA",
    `?EIO=4&transport=polling&x=${"y".repeat(4_000)}&sid=%00`,
  ];
  for (const query of queries) {
    const { status, body } = await ask(server, `/socket.io/${query}`);
    assert.ok(status >= 400 && status < 500, `${query}: ${status}`);
    assert.doesNotMatch(body, /panick|\.rs:/);
  }
});

test("an upgrade of a session that does not exist is closed", async () => {
  const connection = await openTcp(server);
  const path = "/socket.io/?EIO=4&transport=websocket&sid=AAAAAAAAAAAAAAAA";
  connection.socket.write(requestText(path, upgradeHeaders()));
  await closes(connection, "the upgrade");
});

test("polling: bodies that are no packets", async () => {
  const opened = await ask(server, "/socket.io/?EIO=4&transport=polling");
  const { sid } = JSON.parse(opened.body.slice(1));
  const path = `/socket.io/?EIO=4&transport=polling&sid=${sid}`;
  for (const body of ["", "\x1e\x1e\x1e", "b!!!not base64", "9", "42/room,[", Buffer.from([0x34, 0xff])]) {
    const { status } = await ask(server, path, { method: "POST", body });
    assert.ok(status < 500, `${JSON.stringify(body.toString())}: ${status}`);
  }
  const { status } = await ask(server, path, { method: "POST", body: Buffer.alloc(16 * MIB, "4") }).catch(ifCut(413));
  assert.ok(status >= 400 && status < 500, String(status));
});

test("two requests in one, by lengths that contradict each other", async () => {
  const headers = { "content-length": "4", "transfer-encoding": "chunked" };
  const connection = await openTcp(server);
  connection.socket.write(`${requestText("/api/v1/auth/logout", headers, "POST")}0\r\n\r\n${requestText("/api/v1/me", {})}`);
  await closes(connection, "who smuggles");
  const answers = connection.received.toString().match(/^HTTP\/1\.1 \d+/gm);
  assert.ok(answers.length === 1, String(answers));
});
