// A client of a TURN server over UDP (RFC 8489, RFC 8656) that asks for what no browser would. Run by itself, it opens
// a relay, asks it for permission to talk to each of some peers, and says as JSON which error it got; 0 is none.

import { createHash, createHmac, randomBytes } from "node:crypto";
import { createSocket } from "node:dgram";
import { once } from "node:events";

const COOKIE = Buffer.from("2112a442", "hex");
const ALLOCATE = 0x0003;
const CREATE_PERMISSION = 0x0008;
const USERNAME = 0x0006;
const MESSAGE_INTEGRITY = 0x0008;
const ERROR_CODE = 0x0009;
const XOR_PEER_ADDRESS = 0x0012;
const REALM = 0x0014;
const NONCE = 0x0015;
const REQUESTED_TRANSPORT = 0x0019;
const UDP = Buffer.from([17, 0, 0, 0]);
const ANSWER_MS = 5_000;

function attribute(type, value) {
  const head = Buffer.alloc(4);
  head.writeUInt16BE(type, 0);
  head.writeUInt16BE(value.length, 2);
  return Buffer.concat([head, value, Buffer.alloc(-value.length & 3)]);
}

function message(method, attributes, key) {
  const head = Buffer.concat([Buffer.alloc(4), COOKIE, randomBytes(12)]);
  const body = Buffer.concat(attributes);
  head.writeUInt16BE(method, 0);
  // What is signed says how long it is with its signature.
  head.writeUInt16BE(body.length + (key ? 24 : 0), 2);
  const whole = Buffer.concat([head, body]);
  if (!key) return whole;
  const signature = createHmac("sha1", key).update(whole).digest();
  return Buffer.concat([whole, attribute(MESSAGE_INTEGRITY, signature)]);
}

function read(packet) {
  const attributes = new Map();
  for (let at = 20; at < packet.length; ) {
    const length = packet.readUInt16BE(at + 2);
    attributes.set(packet.readUInt16BE(at), packet.subarray(at + 4, at + 4 + length));
    at += 4 + length + (-length & 3);
  }
  const error = attributes.get(ERROR_CODE);
  return { attributes, code: error ? error[2] * 100 + error[3] : 0 };
}

/** An IPv4 address of a peer, mixed with the cookie as such addresses are. */
function peerOf(address) {
  const bytes = Buffer.from(address.split(".").map(Number)).map((byte, index) => byte ^ COOKIE[index]);
  return attribute(XOR_PEER_ADDRESS, Buffer.concat([Buffer.from([0, 1, 0, 9 ^ 0x21]), bytes]));
}

async function permissions({ host, port, username, credential, peers }) {
  const socket = createSocket("udp4");
  socket.connect(port, host);
  await once(socket, "connect");
  const ask = async (request) => {
    const answered = once(socket, "message", { signal: AbortSignal.timeout(ANSWER_MS) });
    socket.send(request);
    return read((await answered)[0]);
  };
  const transport = attribute(REQUESTED_TRANSPORT, UDP);
  const { attributes: challenge } = await ask(message(ALLOCATE, [transport]));
  const realm = challenge.get(REALM);
  const key = createHash("md5").update(`${username}:${realm}:${credential}`).digest();
  const caller = [
    attribute(USERNAME, Buffer.from(username)),
    attribute(REALM, realm),
    attribute(NONCE, challenge.get(NONCE)),
  ];
  const signed = (method, what) => message(method, [what, ...caller], key);
  const opened = await ask(signed(ALLOCATE, transport));
  const codes = {};
  for (const peer of peers) codes[peer] = (await ask(signed(CREATE_PERMISSION, peerOf(peer)))).code;
  socket.close();
  return { opened: opened.code, codes };
}

console.log(JSON.stringify(await permissions(JSON.parse(process.argv[2]))));
