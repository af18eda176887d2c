// What the log says, even at its most talkative: no password, no token, no cookie, no secret, no code.

import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import { call, createRoom, joinAsGuest, signUp } from "../harness/http.mjs";
import { connect } from "../harness/participant.mjs";
import { startServer, until } from "../harness/server.mjs";

const CODE = "let candidates_own_idea = 42;";
const CHAT = "a remark between interviewers";
const STATEMENT = "a statement nobody may see before";
const WRONG = "a wrong password of hers";

/** Does all that people do, with things that are nobody else's business; gives those. */
async function busyHour(server) {
  const host = await signUp(server, "Asha");
  const signedIn = await call(server, "POST", "/auth/login", { body: { email: host.email, password: host.password } });
  const cookie = signedIn.headers.getSetCookie()[0].split(";")[0];
  const refreshed = await call(server, "POST", "/auth/refresh", { headers: { cookie } });
  await call(server, "POST", "/auth/login", { body: { email: host.email, password: WRONG } });
  await call(server, "GET", `/rooms?access_token=${host.token}`, { token: `${host.token}x` });
  const room = await createRoom(server, host);
  const guest = await joinAsGuest(server, room, "Cato");
  const inside = await connect(server, host, room);
  const candidate = await connect(server, guest, room, { transports: ["polling"] });
  await connect(server, { token: "a.made.up-token" }, room).catch(() => {});
  await candidate.does("knock");
  await inside.does("admit", { person: candidate.view.me.id });
  await inside.does("say", { text: CHAT, to: "interviewers" });
  await inside.does("choose_problem", { title: "Own", statement: STATEMENT, starter: CODE });
  await candidate.command("say", { text: CHAT, to: 5 });
  const pad = candidate.pad("code");
  const doc = await candidate.open(pad);
  await candidate.edits(pad, doc, (text) => text.insert(0, CODE));
  await candidate.ask("edit", pad.id, Buffer.from(CODE));
  for (const participant of [inside, candidate]) participant.leave();
  const next = refreshed.headers.getSetCookie()[0].split(";")[0];
  await call(server, "POST", "/auth/logout", { token: refreshed.body.accessToken, headers: { cookie: next } });
  return {
    "a password": host.password,
    "a wrong password": WRONG,
    "an access token": host.token,
    "a fresh access token": refreshed.body.accessToken,
    "a guest's token": guest.token,
    "a refresh token": cookie.split("=")[1],
    "the next refresh token": next.split("=")[1],
    "a made-up token": "made.up-token",
    code: CODE,
    chat: CHAT,
    "a statement": STATEMENT,
    "an e-mail address": host.email,
  };
}

/** The generated secrets in a server's folder, by the names of their files. */
async function storedSecrets(folder) {
  const names = (await readdir(folder)).filter((name) => /secret|key/.test(name));
  return Promise.all(names.map(async (name) => [name, (await readFile(path.join(folder, name), "utf8")).trim()]));
}

// At `trace`, the WebSocket library would write out every frame, were it not silenced.
const OURS = ["codevlive", "codevlive_server", "codevlive_live", "codevlive_store", "codevlive_domain"];
const FILTERS = ["debug", "trace", `debug,${OURS.map((crate) => `${crate}=trace`).join(",")}`];

for (const level of FILTERS) {
  test(`at ${level}`, async (t) => {
    const server = await startServer(t, { environment: { RUST_LOG: level, RATE_LIMITS: "off" } });
    const secrets = await busyHour(server);
    const stored = await storedSecrets(server.dataDir);
    assert.ok(stored.length > 0, "there is a generated secret");
    await until(() => server.log.includes("/auth/logout"), "the log tells of the last call");
    assert.ok(server.log.includes("logged in"), "it is the log of what was done");
    const { log } = server;
    for (const [what, secret] of [...Object.entries(secrets), ...stored]) {
      const at = log.indexOf(secret);
      assert.ok(at < 0, `${what} is in the log: ${log.slice(Math.max(0, at - 300), at + 40)}`);
      const encoded = Buffer.from(secret).toString("base64").replace(/=+$/, "");
      assert.ok(!log.includes(encoded), `${what} is in the log, in base64`);
    }
  });
}
