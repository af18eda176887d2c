// Signing in: a stolen refresh token, addresses that are guessed, sessions that are foisted on someone.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { call, createRoom, signUp } from "../harness/http.mjs";
import { connect } from "../harness/participant.mjs";
import { startServer, until } from "../harness/server.mjs";

const TRIES = 40;
// Of the longer median, by how much the two may differ: a hash of a password takes tens of milliseconds.
const DIFFERENCE = 0.25;

const server = await startServer({ after }, { environment: { RATE_LIMITS: "off" } });

const cookieOf = ({ headers }) => headers.getSetCookie().find((cookie) => cookie.startsWith("refresh="));
const valueOf = (answer) => cookieOf(answer).split(";")[0];
const refresh = (cookie) => call(server, "POST", "/auth/refresh", { headers: { cookie } });
const logIn = (email, password, headers) => call(server, "POST", "/auth/login", { body: { email, password }, headers });

test("a refresh token that is used again ends its whole family, sockets too", async (t) => {
  const person = await signUp(server, "Asha");
  const room = await createRoom(server, person);
  const cookies = [valueOf(await logIn(person.email, person.password))];
  const other = await logIn(person.email, person.password);
  for (let used = 0; used < 2; used += 1) cookies.push(valueOf(await refresh(cookies.at(-1))));
  const newest = await refresh(cookies.at(-1));
  const socket = await connect(server, { token: newest.body.accessToken }, room);
  t.after(() => socket.leave());
  // Two generations back is no second tab.
  assert.equal((await refresh(cookies[0])).status, 401);
  assert.equal((await refresh(valueOf(newest))).status, 401, "the newest has ended, too");
  assert.equal((await call(server, "GET", "/me", { token: newest.body.accessToken })).status, 401);
  await until(() => socket.closedReason === "signed_out", "its socket is closed", 1_000);
  assert.equal((await call(server, "GET", "/me", { token: other.body.accessToken })).status, 200, "other sign-ins go on");
});

test("the refresh cookie is out of reach of scripts and of other sites", async () => {
  const person = await signUp(server, "Asha");
  const cookie = cookieOf(await logIn(person.email, person.password));
  for (const attribute of [/; HttpOnly/, /; SameSite=Strict/, /; Path=\//]) assert.match(cookie, attribute);
  assert.doesNotMatch(cookie, /Domain=/);
});

test("signing in makes a session of its own, whatever cookie one came with", async () => {
  const mallory = await signUp(server, "Mallory");
  const victim = await signUp(server, "Victim");
  const foisted = valueOf(await logIn(mallory.email, mallory.password));
  const signedIn = await logIn(victim.email, victim.password, { cookie: foisted });
  assert.notEqual(valueOf(signedIn), foisted);
  const before = await refresh(foisted);
  assert.equal(before.body.user.id, mallory.id, "what Mallory knows is Mallory's still");
  assert.equal((await refresh(valueOf(signedIn))).body.user.id, victim.id);
  for (const made of ["refresh=fixed", "refresh=", `refresh=${"x".repeat(3_000)}`]) {
    const answer = await logIn(victim.email, victim.password, { cookie: made });
    assert.notEqual(valueOf(answer), made);
    assert.equal((await refresh(made)).status, 401);
  }
});

/** Milliseconds of one call. */
async function timed(send) {
  const began = performance.now();
  const answer = await send();
  return { answer, milliseconds: performance.now() - began };
}

const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];

/** Both calls in turn, many times, so that noise falls on both alike. */
async function compare(one, other) {
  const [ones, others] = [[], []];
  for (let tried = 0; tried < TRIES; tried += 1) {
    ones.push(await timed(() => one(tried)));
    others.push(await timed(() => other(tried)));
  }
  const medians = [ones, others].map((all) => median(all.map(({ milliseconds }) => milliseconds)));
  return { medians, difference: Math.abs(medians[0] - medians[1]) / Math.max(...medians), answers: [ones, others] };
}

test("whether an address has an account shows neither in the answer nor in its time", async (t) => {
  const { email } = await signUp(server, "Asha");
  const { medians, difference, answers } = await compare(
    () => logIn(email, "a wrong password"),
    (tried) => logIn(`nobody-${tried}@example.org`, "a wrong password"),
  );
  t.diagnostic(`medians ${medians.map((value) => value.toFixed(1)).join(" and ")} ms`);
  for (const { answer } of answers.flat()) {
    assert.equal(answer.status, 401);
    assert.equal(answer.body.code, "bad_credentials");
  }
  const shape = ({ answer }) => JSON.stringify([Object.keys(answer.body), [...answer.headers.keys()].toSorted()]);
  assert.equal(new Set(answers.flat().map(shape)).size, 1, "the answers are alike");
  assert.ok(difference < DIFFERENCE, `medians ${medians} ms`);
});

test("signing up tells that an address is taken, as the contract says, and nothing more", async () => {
  const { email } = await signUp(server, "Asha");
  const body = { email: email.toUpperCase(), password: "correct horse battery staple", name: "Mallory" };
  const { status, body: said } = await call(server, "POST", "/auth/signup", { body });
  assert.deepEqual([status, said.code], [409, "email_taken"]);
  assert.ok(!JSON.stringify(said).includes("Asha"));
  const weak = await call(server, "POST", "/auth/signup", { body: { ...body, password: "x" } });
  assert.equal(weak.status, 422, "a sign-up that can't be asks for no address");
});
