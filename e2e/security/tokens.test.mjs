// Tokens that somebody made up: none opens anything, by HTTP, WebSocket or polling.

import assert from "node:assert/strict";
import { createHmac, generateKeyPairSync, randomBytes, randomUUID, sign } from "node:crypto";
import { after, test } from "node:test";
import { call, createRoom, joinAsGuest, signUp } from "../harness/http.mjs";
import { connect, hostedRoom } from "../harness/participant.mjs";
import { startServer } from "../harness/server.mjs";

const SECRET = "a secret of the test, 32 bytes or more";
const HASHES = { HS256: "sha256", HS384: "sha384", HS512: "sha512" };
const NEVER = 4_000_000_000;

const server = await startServer({ after }, { environment: { JWT_SECRET: SECRET, RATE_LIMITS: "off" } });
const { room, host } = await hostedRoom({ after }, server);
const guest = await joinAsGuest(server, room, "Gast");
const elsewhere = await createRoom(server, await signUp(server, "Other"));
const stranger = await joinAsGuest(server, elsewhere, "Stranger");

const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
const claimsOf = ({ token }) => JSON.parse(Buffer.from(token.split(".")[1], "base64url"));
const headOf = ({ token }) => JSON.parse(Buffer.from(token.split(".")[0], "base64url"));

/** A token as anyone with that key could make it. */
function forge(claims, { alg = "HS256", key = SECRET, ...head } = {}) {
  const text = `${part({ typ: "at+jwt", alg, ...head })}.${part(claims)}`;
  return `${text}.${createHmac(HASHES[alg] ?? "sha256", key).update(text).digest("base64url")}`;
}

function rsaToken(claims) {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const text = `${part({ typ: "at+jwt", alg: "RS256" })}.${part(claims)}`;
  return `${text}.${sign("sha256", Buffer.from(text), privateKey).toString("base64url")}`;
}

const good = claimsOf(host.person);
const resigned = (changes, options) => forge({ ...good, ...changes }, options);
const [head, payload, signature] = host.person.token.split(".");

const FORGED = {
  "without a signature": `${head}.${payload}.`,
  "of two parts": `${head}.${payload}`,
  "alg none": `${part({ ...headOf(host.person), alg: "none" })}.${payload}.`,
  "alg None": `${part({ ...headOf(host.person), alg: "None" })}.${payload}.${signature}`,
  "alg none, signed": resigned({}, { alg: "none" }),
  "no alg": `${part({ typ: "at+jwt" })}.${payload}.${signature}`,
  HS384: resigned({}, { alg: "HS384" }),
  HS512: resigned({}, { alg: "HS512" }),
  RS256: rsaToken(good),
  "another key": resigned({}, { key: randomBytes(32) }),
  "an empty key": resigned({}, { key: "" }),
  "a key it brings along": resigned({}, { key: "mine", jwk: { kty: "oct", k: Buffer.from("mine").toString("base64url") } }),
  "a key it names": resigned({}, { key: "", kid: "../../dev/null" }),
  "another's claims": `${head}.${part({ ...good, sub: randomUUID() })}.${signature}`,
  expired: resigned({ exp: Math.floor(Date.now() / 1000) - 1 }),
  "without an end": resigned({ exp: undefined }),
  "an end that is a text": resigned({ exp: String(NEVER) }),
  "another issuer": resigned({ iss: "evil" }),
  "another audience": resigned({ aud: "evil" }),
  "of no sign-in and no room": resigned({ sid: undefined, exp: NEVER }),
  "of a sign-in and a room": resigned({ room: room.id, exp: NEVER }),
  "of a sign-in that never was": resigned({ sid: randomUUID(), exp: NEVER }),
  "a refresh token": forge(good, { typ: "refresh+jwt" }),
  "a plain JWT": forge(good, { typ: "JWT" }),
  "64 KiB of it": "e".repeat(65_536),
};

for (const [name, token] of Object.entries(FORGED)) {
  test(name, async () => {
    // HTTP servers bound what a header may have, and may say so in their own words.
    const expected = token.length > 10_000 ? [401, 431] : [401];
    const ofTheRoom = [`/rooms/${room.id}`, `/rooms/${room.id}/timeline`, `/rtc/ice-servers?room=${room.id}`];
    for (const path of ["/me", "/rooms", ...ofTheRoom]) {
      const { status } = await call(server, "GET", path, { token });
      assert.ok(expected.includes(status), `${path}: ${status}`);
    }
    for (const transports of [["websocket"], ["polling"]]) {
      await assert.rejects(connect(server, { token }, room, { transports }), /^Error: unauthenticated$/, transports[0]);
    }
  });
}

test("a guest's token opens its own room, and no other", async () => {
  for (const transports of [["websocket"], ["polling"]]) {
    await assert.rejects(connect(server, stranger, room, { transports }), /^Error: unauthenticated$/);
    const inside = await connect(server, stranger, elsewhere, { transports });
    inside.leave();
  }
  for (const path of [`/rooms/${room.id}/timeline`, `/rtc/ice-servers?room=${room.id}`]) {
    const { status } = await call(server, "GET", path, { token: stranger.token });
    assert.ok([401, 403, 404].includes(status), `${path}: ${status}`);
  }
});

test("a guest's token that names another room was not made by us", async () => {
  const claims = { ...claimsOf(stranger), room: room.id };
  const token = `${head}.${part(claims)}.${stranger.token.split(".")[2]}`;
  await assert.rejects(connect(server, { token }, room), /^Error: unauthenticated$/);
});

test("the forger's hand is good: what it makes with the right key and claims is taken", async () => {
  assert.equal((await call(server, "GET", "/me", { token: resigned({}) })).status, 200);
  const participant = await connect(server, { token: forge(claimsOf(guest)) }, room);
  participant.leave();
});
