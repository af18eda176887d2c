// Connections without a client library: what is sent is what the test says, byte by byte.

import { randomBytes } from "node:crypto";
import { once } from "node:events";
import http from "node:http";
import net from "node:net";
import { timeout } from "./server.mjs";

const ANSWER_MS = 10_000;

/** Where a server listens; its URL may be one that a proxy would have. */
const address = ({ port }) => ({ host: "127.0.0.1", port });

/** The headers of a WebSocket handshake. */
export const upgradeHeaders = () => ({
  connection: "Upgrade",
  upgrade: "websocket",
  "sec-websocket-version": "13",
  "sec-websocket-key": randomBytes(16).toString("base64"),
});

/** One request with any headers and any path; gives status, headers and body. An upgrade is closed at once. */
export function ask(server, path, { method = "GET", headers = {}, body } = {}) {
  const answered = new Promise((resolve, reject) => {
    const sent = http.request({ ...address(server), path, method, headers }, async (response) => {
      const chunks = await response.toArray();
      resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks).toString() });
    });
    sent.on("upgrade", (response, socket) => {
      socket.destroy();
      resolve({ status: response.statusCode, headers: response.headers, body: "" });
    });
    sent.on("error", reject);
    // A server that has answered may close while the rest of a body is still being written.
    sent.on("socket", (socket) => socket.on("error", reject));
    sent.end(body);
  });
  return Promise.race([answered, timeout(ANSWER_MS, path)]);
}

/** A TCP connection; `received` is what came, `closed` resolves once the other side is gone. */
export async function openTcp(server, { localAddress } = {}) {
  const socket = net.connect({ ...address(server), localAddress });
  // The server may cut the connection while something is being sent.
  socket.on("error", () => {});
  await Promise.race([once(socket, "connect"), timeout(ANSWER_MS, "connecting")]);
  const closed = new Promise((resolve) => socket.once("close", resolve));
  const connection = { socket, received: Buffer.alloc(0), closed };
  socket.on("data", (data) => {
    connection.received = Buffer.concat([connection.received, data]);
  });
  return connection;
}

/** The text of a request. */
export function requestText(path, headers, method = "GET") {
  const lines = Object.entries({ host: "localhost", ...headers }).map(([name, value]) => `${name}: ${value}`);
  return `${method} ${path} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`;
}

/** A WebSocket to Engine.IO, open, without anything said on it. */
export async function openWebSocket(server, headers = {}) {
  const connection = await openTcp(server);
  connection.socket.write(requestText("/socket.io/?EIO=4&transport=websocket", { ...upgradeHeaders(), ...headers }));
  await Promise.race([firstBytes(connection, "\r\n\r\n"), timeout(ANSWER_MS, "the upgrade")]);
  return connection;
}

/** A WebSocket frame (RFC 6455, 5.2), masked as a client's has to be. */
export function frame(payload, { opcode = 1, fin = true, reserved = 0, masked = true, length } = {}) {
  const bytes = Buffer.from(payload);
  const head = [(fin ? 0x80 : 0) | (reserved << 4) | opcode];
  const announced = length ?? bytes.length;
  const size = Buffer.alloc(8);
  size.writeBigUInt64BE(BigInt(announced));
  const bit = masked ? 0x80 : 0;
  if (announced < 126) head.push(bit | announced);
  else if (announced < 65_536) head.push(bit | 126, ...size.subarray(6));
  else head.push(bit | 127, ...size);
  // A mask of zeros changes nothing.
  return Buffer.concat([Buffer.from(head), Buffer.alloc(masked ? 4 : 0), bytes]);
}

/** Waits until something was received. */
export function firstBytes(connection, text) {
  return new Promise((resolve) => {
    const look = () => {
      if (!connection.received.includes(text)) return;
      connection.socket.off("data", look);
      resolve();
    };
    connection.socket.on("data", look);
    look();
  });
}

/** Fails unless the server closes the connection in that time. */
export function closes(connection, what, milliseconds = ANSWER_MS) {
  return Promise.race([connection.closed, timeout(milliseconds, `closing: ${what}`)]);
}

/** A connection that the server cut while it was still written to counts as that answer; silence does not. */
export const ifCut = (status) => (error) => {
  if (!["ECONNRESET", "EPIPE"].includes(error.code)) throw error;
  return { status };
};
