// Other people's objects by their ids: every route of the OpenAPI document × everyone who has no right to it.
// A route without an expectation here fails, so that a new one gets its own.

import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, test } from "node:test";
import { call, createRoom, joinAsGuest, signUp } from "../harness/http.mjs";
import { connect, hostedRoom } from "../harness/participant.mjs";
import { startServer } from "../harness/server.mjs";

const server = await startServer({ after }, { environment: { RATE_LIMITS: "off" } });
const { room, host } = await hostedRoom({ after }, server, { title: "Asha's interview" });
await host.does("say", { text: "a word among us", to: "interviewers" });
const mallory = await signUp(server, "Mallory");
const own = await createRoom(server, mallory, { title: "Mallory's own" });
const callers = {
  nobody: undefined,
  "another account": mallory.token,
  "a guest of another room": (await joinAsGuest(server, own, "Gast")).token,
  "a guest of the room, outside": (await joinAsGuest(server, room, "Otto")).token,
};

/** What each caller gets who asks for Asha's objects: the statuses that are right. */
const everyone = (statuses) => Object.fromEntries(Object.keys(callers).map((caller) => [caller, statuses]));
const notTheirs = { ...everyone([401, 403, 404]), nobody: [401], "another account": [404] };
/** Answers about oneself: an account gets its own, and guests have none. */
const oneself = (status) => ({ ...everyone([401, 403]), nobody: [401], "another account": [status] });
const title = { title: "Taken over" };

const ROUTES = {
  "POST /auth/signup": { body: { email: "not an address", password: "", name: "" }, expected: everyone([422]) },
  "POST /auth/login": { body: { email: host.person.email, password: "a wrong password" }, expected: everyone([401]) },
  "POST /auth/refresh": { expected: everyone([401]) },
  // Ends whatever it is given, which is nothing of Asha's: her session goes on, see below. Last, as it ends Mallory's.
  "POST /auth/logout": { expected: everyone([204]), last: 2 },
  "GET /auth/firebase": { expected: everyone([404]) },
  "POST /auth/firebase": { body: { idToken: "a.b.c" }, expected: everyone([404]) },
  // Whoever asks for whomever is told nothing.
  "POST /auth/password/forgot": { body: { email: host.person.email }, expected: everyone([202]) },
  "POST /auth/password/reset": { body: { token: "no token", password: "another battery" }, expected: everyone([410]) },
  "POST /auth/email/verify": { body: { token: "no token" }, expected: everyone([410]) },
  "POST /auth/totp/setup": { body: {}, expected: oneself(200) },
  "POST /auth/totp/confirm": { body: { code: "123456" }, expected: oneself(422) },
  "DELETE /auth/totp": { body: {}, expected: oneself(204) },
  "POST /mail/unsubscribe": { query: "?token=none", expected: everyone([410]) },
  "GET /me": { expected: oneself(200) },
  "GET /me/export": { expected: oneself(200) },
  "POST /me/email": { body: { email: host.person.email, password: "a wrong password" }, expected: oneself(403) },
  "POST /me/email/verification": { expected: oneself(202) },
  "POST /me/password": {
    body: { currentPassword: "a wrong password", newPassword: "another battery" },
    expected: oneself(403),
  },
  "GET /me/sessions": { expected: oneself(200) },
  // All but the one that asks.
  "DELETE /me/sessions": { expected: oneself(204) },
  "DELETE /me/sessions/{id}": { expected: oneself(404) },
  // Without a password, by a sign-in of just now. After it Mallory is nobody, so it comes after all that need her.
  "DELETE /me": { body: {}, expected: oneself(204), last: 1 },
  "GET /admin/jobs": { expected: oneself(403) },
  "POST /admin/jobs/{id}/retry": { expected: oneself(403) },
  "DELETE /admin/jobs/{id}": { expected: oneself(403) },
  "PATCH /me": { body: { id: host.person.id, name: "Mallory II" }, expected: oneself(200) },
  "GET /rooms": { expected: oneself(200) },
  "POST /rooms": { body: { ...title, id: room.id, hostId: host.person.id }, expected: oneself(201) },
  "GET /rooms/{id}": { expected: notTheirs },
  "PATCH /rooms/{id}": { body: title, expected: notTheirs },
  "DELETE /rooms/{id}": { expected: notTheirs },
  // The link is what lets people knock: whoever has it may.
  "POST /rooms/{id}/guests": { body: { name: "Gast" }, expected: everyone([201]) },
  "GET /rooms/{id}/invitations": { expected: notTheirs },
  "POST /rooms/{id}/invitations": { body: { email: "m@example.org", role: "interviewer" }, expected: notTheirs },
  "DELETE /rooms/{id}/invitations/{invitationId}": { expected: notTheirs },
  "GET /rooms/{id}/agenda": { expected: notTheirs },
  "PUT /rooms/{id}/agenda": { body: { version: 0, items: [] }, expected: notTheirs },
  "GET /rooms/{id}/scorecards": { expected: notTheirs },
  "GET /rooms/{id}/scorecards/me": { expected: notTheirs },
  "PUT /rooms/{id}/scorecards/me": { body: { overall: "Taken over" }, expected: notTheirs },
  "GET /rtc/ice-servers": {
    query: `?room=${room.id}`,
    // The lobby's connection test is for those who have the link.
    expected: { ...notTheirs, "a guest of the room, outside": [200] },
  },
  "GET /rooms/{id}/timeline": {
    // A guest outside may ask, and sees nothing.
    expected: { ...notTheirs, "a guest of the room, outside": [200, 403, 404] },
  },
};

const document = await (await fetch(`${server.url}/api/openapi.json`)).json();
const METHODS = ["get", "put", "post", "delete", "patch"];
const documented = Object.entries(document.paths).flatMap(([path, item]) =>
  METHODS.filter((method) => item[method]).map((method) => `${method.toUpperCase()} ${path.replace("/api/v1", "")}`),
);

test("every route has an expectation, and every expectation a route", () => {
  assert.deepEqual(Object.keys(ROUTES).toSorted(), documented.toSorted());
});

const inOrder = documented.toSorted((a, b) => (ROUTES[a]?.last ?? 0) - (ROUTES[b]?.last ?? 0));
for (const route of inOrder) {
  const [method, path] = route.split(" ");
  test(route, async () => {
    const { body, expected, query = "" } = ROUTES[route];
    for (const [caller, token] of Object.entries(callers)) {
      const answer = await call(server, method, path.replace("{id}", room.id).replace("{invitationId}", randomUUID()) + query, { token, body });
      assert.ok(expected[caller].includes(answer.status), `${caller}: ${answer.status} ${JSON.stringify(answer.body)}`);
      const said = JSON.stringify(answer.body);
      assert.ok(!said.includes(host.person.email) && !said.includes("a word among us") && !said.includes("Asha's interview"), said);
    }
  });
}

test("what is not there is answered like what is another's", async () => {
  const alike = ({ status, body }) => [status, { ...body, errorId: undefined }];
  for (const method of ["GET", "PATCH", "DELETE"]) {
    const body = method === "PATCH" ? title : undefined;
    const token = (await signUp(server, "Mallory again")).token;
    const theirs = await call(server, method, `/rooms/${room.id}`, { token, body });
    const nobodys = await call(server, method, `/rooms/${randomUUID()}`, { token, body });
    assert.deepEqual(alike(theirs), alike(nobodys));
  }
});

test("after all that, everything of Asha's is as it was", async () => {
  const { token } = host.person;
  const { body } = await call(server, "GET", `/rooms/${room.id}`, { token });
  assert.equal(body.title, "Asha's interview");
  assert.equal((await call(server, "GET", "/me", { token })).body.name, host.person.name);
  const again = await connect(server, host.person, room);
  assert.equal(again.view.me.role, "host");
  again.leave();
});
