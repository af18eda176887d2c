// Pages of other sites: nothing they make a browser send is answered, by WebSocket, polling or HTTP.

import assert from "node:assert/strict";
import { once } from "node:events";
import net from "node:net";
import { after, test } from "node:test";
import { ask, upgradeHeaders } from "../harness/raw.mjs";
import { startServer } from "../harness/server.mjs";

const OURS = "https://code.example";
const FOREIGN = [
  "https://evil.example",
  "https://sub.code.example",
  "https://code.example.evil.example",
  "https://evilcode.example",
  "https://code.example:8443",
  "https://code.example.",
  "http://code.example",
  "http://localhost",
  "https://code.example@evil.example",
  "null",
  "",
];
const SOCKET = "/socket.io/?EIO=4&transport=";

const port = await freePort();
const server = { port };
await startServer({ after }, { environment: { PUBLIC_URL: OURS, PORT: String(port) } });

/** A port nobody listens on: what the server prints is where people reach it, not where it listens. */
async function freePort() {
  const listener = net.createServer().listen(0, "127.0.0.1");
  await once(listener, "listening");
  const { port } = listener.address();
  listener.close();
  return port;
}

for (const origin of FOREIGN) {
  test(`from "${origin}"`, async () => {
    const polling = await ask(server, `${SOCKET}polling`, { headers: { origin } });
    assert.equal(polling.status, 403, "polling");
    const post = await ask(server, `${SOCKET}polling&sid=x`, { method: "POST", headers: { origin }, body: "40/room," });
    assert.equal(post.status, 403, "polling, sending");
    const socket = await ask(server, `${SOCKET}websocket`, { headers: { origin, ...upgradeHeaders() } });
    assert.equal(socket.status, 403, "WebSocket");
    const call = await ask(server, "/api/v1/auth/refresh", { method: "POST", headers: { origin } });
    assert.equal(call.status, 403, "a call");
    for (const { headers } of [polling, post, socket, call]) assert.equal(headers["access-control-allow-origin"], undefined);
  });
}

test("two origins, of which one is ours", async () => {
  const origin = [OURS, "https://evil.example"];
  const { status } = await ask(server, `${SOCKET}polling`, { headers: { origin } });
  assert.equal(status, 403);
});

test("nobody gets leave to call from elsewhere", async () => {
  const headers = { origin: "https://evil.example", "access-control-request-method": "POST" };
  const { headers: answered } = await ask(server, "/api/v1/auth/login", { method: "OPTIONS", headers });
  const leave = Object.keys(answered).filter((name) => name.startsWith("access-control"));
  assert.deepEqual(leave, []);
});

test("our own pages, and programs, are answered", async () => {
  for (const headers of [{ origin: OURS }, { origin: `${OURS}:443` }, {}]) {
    assert.equal((await ask(server, `${SOCKET}polling`, { headers })).status, 200);
    const socket = await ask(server, `${SOCKET}websocket`, { headers: { ...headers, ...upgradeHeaders() } });
    assert.equal(socket.status, 101);
  }
});
