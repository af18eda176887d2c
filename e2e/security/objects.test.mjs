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
  "POST /auth/logout": { expected: everyone([204]), last: true },
  "GET /me": { expected: oneself(200) },
  "PATCH /me": { body: { id: host.person.id, name: "Mallory II" }, expected: oneself(200) },
  "GET /rooms": { expected: oneself(200) },
  "POST /rooms": { body: { ...title, id: room.id, hostId: host.person.id }, expected: oneself(201) },
  "GET /rooms/{id}": { expected: notTheirs },
  "PATCH /rooms/{id}": { body: title, expected: notTheirs },
  "DELETE /rooms/{id}": { expected: notTheirs },
  // The link is what lets people knock: whoever has it may.
  "POST /rooms/{id}/guests": { body: { name: "Gast" }, expected: everyone([201]) },
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

const inOrder = documented.toSorted((a, b) => Number(ROUTES[a]?.last ?? false) - Number(ROUTES[b]?.last ?? false));
for (const route of inOrder) {
  const [method, path] = route.split(" ");
  test(route, async () => {
    const { body, expected } = ROUTES[route];
    for (const [caller, token] of Object.entries(callers)) {
      const answer = await call(server, method, path.replace("{id}", room.id), { token, body });
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
