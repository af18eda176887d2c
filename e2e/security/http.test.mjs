// HTTP that is out of bounds: paths, sizes, methods, line breaks.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { call, createRoom, signUp } from "../harness/http.mjs";
import { residentBytes } from "../harness/process.mjs";
import { ask, closes, ifCut, openTcp, requestText } from "../harness/raw.mjs";
import { startServer } from "../harness/server.mjs";

const MIB = 1024 * 1024;

const server = await startServer({ after }, { environment: { RATE_LIMITS: "off" } });
const person = await signUp(server, "Asha");

const OUTSIDE = [
  "/../../etc/passwd",
  "/assets/../../../etc/passwd",
  "/assets/..%2f..%2f..%2fetc%2fpasswd",
  "/assets/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
  "/assets/..%252f..%252fetc%252fpasswd",
  "/assets/..\\..\\etc\\passwd",
  "/assets//etc/passwd",
  "//etc/passwd",
  "/assets/%00/etc/passwd",
  "/jwt_secret",
  "/data/jwt_secret",
  "/.env",
  "/codevlive.sqlite3",
  "/data/codevlive.sqlite3",
  "/api/../.env",
  "/api/v1/../../../etc/passwd",
];

for (const path of OUTSIDE) {
  test(`GET ${path}`, async () => {
    const { status, headers, body } = await ask(server, path);
    assert.doesNotMatch(body, /root:|SQLite format/);
    // A path that could be a page of the client is answered with its index, as any other.
    const index = status === 200 && /^text\/html/.test(headers["content-type"]) && body.includes('<div id="root">');
    assert.ok(index || (status >= 400 && status < 500), `${status}: ${body.slice(0, 200)}`);
  });
}

test("headers without end, and too many of them", async () => {
  const before = await residentBytes(server.pid);
  const long = { "x-long": "x".repeat(2 * MIB) };
  const many = Object.fromEntries(Array.from({ length: 5_000 }, (_, number) => [`x-${number}`, "1"]));
  for (const headers of [long, many]) {
    const connection = await openTcp(server);
    connection.socket.write(requestText("/api/v1/me", headers));
    await closes(connection, "a bomb of headers");
    const status = Number(connection.received.toString().split(" ")[1] ?? 431);
    assert.ok(status >= 400 && status < 500, String(status));
  }
  const growth = (await residentBytes(server.pid)) - before;
  assert.ok(growth < 8 * MIB, `memory grew by ${growth} bytes`);
});

test("an address of 100 KB", async () => {
  const { status } = await ask(server, `/${"x".repeat(100_000)}`).catch(ifCut(414));
  assert.ok(status >= 400 && status < 500, String(status));
});

test("a body of 64 MiB is not read to its end", async () => {
  const before = await residentBytes(server.pid);
  const headers = { "content-type": "application/json", authorization: `Bearer ${person.token}` };
  const body = Buffer.alloc(64 * MIB, " ");
  const { status } = await ask(server, "/api/v1/rooms", { method: "POST", headers, body }).catch(ifCut(413));
  assert.equal(status, 413);
  const growth = (await residentBytes(server.pid)) - before;
  assert.ok(growth < 16 * MIB, `memory grew by ${growth} bytes`);
});

test("a body nested 100,000 deep", async () => {
  const deep = `{"title":${"[".repeat(100_000)}${"]".repeat(100_000)}}`;
  const headers = { "content-type": "application/json", authorization: `Bearer ${person.token}` };
  const { status } = await ask(server, "/api/v1/rooms", { method: "POST", headers, body: deep });
  assert.ok([400, 413, 422].includes(status), String(status));
});

test("another method cannot be named in a header, a query or a form", async () => {
  const room = await createRoom(server, person);
  const path = `/rooms/${room.id}`;
  const override = { "x-http-method-override": "DELETE", "x-http-method": "DELETE", "x-method-override": "DELETE" };
  const asked = await call(server, "GET", `${path}?_method=DELETE`, { token: person.token, headers: override });
  assert.equal(asked.status, 200);
  const posted = await call(server, "POST", path, { token: person.token, headers: override, body: { _method: "DELETE" } });
  assert.equal(posted.status, 405);
  assert.equal((await call(server, "GET", path, { token: person.token })).status, 200);
});

for (const method of ["TRACE", "CONNECT", "PROPFIND", "X".repeat(300)]) {
  test(`${method.slice(0, 10)} is no method of ours`, async () => {
    const connection = await openTcp(server);
    connection.socket.write(requestText("/api/v1/me", { cookie: "refresh=secret", connection: "close" }, method));
    await closes(connection, method);
    const answer = connection.received.toString();
    assert.match(answer, /^HTTP\/1\.1 4\d\d|^$/);
    assert.doesNotMatch(answer, /refresh=secret/, "nothing is echoed");
  });
}

const BROKEN = ["a\r\nset-cookie: x=1", "a\nb", "a\rb", "a\u0000b", "a\u2028b", "a\u202eb", "a\u001b[31mb", "a\u0085b"];

test("line breaks and control characters in names and titles are refused", async () => {
  for (const text of BROKEN) {
    const body = { email: "crlf@example.org", password: "correct horse battery staple", name: text };
    const room = await createRoom(server, person);
    const answers = [
      await call(server, "POST", "/auth/signup", { body }),
      await call(server, "PATCH", "/me", { token: person.token, body: { name: text } }),
      await call(server, "POST", "/rooms", { token: person.token, body: { title: text } }),
      await call(server, "PATCH", `/rooms/${room.id}`, { token: person.token, body: { title: text } }),
      await call(server, "POST", `/rooms/${room.id}/guests`, { body: { name: text } }),
    ];
    for (const { status, headers } of answers) {
      assert.equal(status, 422, JSON.stringify(text));
      assert.ok(!headers.getSetCookie().some((cookie) => cookie.startsWith("x=")));
    }
  }
});

test("nor do they get into an address or an e-mail", async () => {
  for (const email of ["a@example.org\r\nbcc: b@example.org", "a@example.org\nb", "a\r\n@example.org"]) {
    const body = { email, password: "correct horse battery staple", name: "Asha" };
    assert.equal((await call(server, "POST", "/auth/signup", { body })).status, 422, JSON.stringify(email));
  }
  const { headers } = await ask(server, "/r/%0d%0aset-cookie:%20x=1");
  assert.equal(headers["set-cookie"], undefined);
});
