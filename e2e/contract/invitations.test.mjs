// Invitations from the outside: what is mailed, who enters without knocking, and who knocks all the same.

import assert from "node:assert/strict";
import { test } from "node:test";
import { call, createRoom, signUp } from "../harness/http.mjs";
import { connect, guest } from "../harness/participant.mjs";
import { mailedLink, outboxOf } from "../harness/outbox.mjs";
import { startServer, until } from "../harness/server.mjs";

const STARTS = "2030-01-31T10:00:00.000Z";

/** What the mails to an address say to calendars, in the order in which they were asked for. */
async function calendars(server, address) {
  const mails = await outboxOf(server);
  return mails.filter((mail) => mail.includes(address)).map(calendarOf).filter(Boolean);
}

/** The calendar's part of a mail, its folded lines unfolded (RFC 5545, 3.1); base64 or quoted-printable. */
function calendarOf(mail) {
  const part = mail.split(/\r?\n--/).find((one) => /content-type: text\/calendar/i.test(one));
  if (!part) return null;
  const [head, ...rest] = part.split(/\r?\n\r?\n/);
  const body = rest.join("\n\n");
  const text = /base64/i.test(head)
    ? Buffer.from(body, "base64").toString()
    : body.replace(/=\r?\n/g, "").replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
  const lines = text.replace(/\r?\n[ \t]/g, "").replace(/BEGIN:VTIMEZONE[^]*END:VTIMEZONE/, "");
  const field = (name) => lines.match(new RegExp(`^${name}[^:]*:(.*?)\\r?$`, "m"))?.[1];
  return { method: field("METHOD"), uid: field("UID"), sequence: Number(field("SEQUENCE") ?? 0), starts: field("DTSTART") };
}

const invite = (server, host, room, body) =>
  call(server, "POST", `/rooms/${room.id}/invitations`, { token: host.token, body });

test("an invitation, its change and its end are mailed as one event of the calendar", async (t) => {
  const server = await startServer(t);
  const host = await signUp(server, "Asha");
  const room = await createRoom(server, host, { scheduledAt: STARTS });
  const body = { email: "cleo@example.org", role: "candidate", timeZone: "Europe/Berlin" };
  const answers = await Promise.all([1, 2, 3, 4].map(() => invite(server, host, room, body)));
  assert.deepEqual(answers.map(({ status }) => status), [201, 201, 201, 201]);
  const mailed = (count) => until(async () => (await calendars(server, "cleo@example.org")).length === count, `${count} mails`);
  await mailed(1);
  const change = { scheduledAt: "2030-02-01T10:00:00Z" };
  await call(server, "PATCH", `/rooms/${room.id}`, { token: host.token, body: change });
  await mailed(2);
  await call(server, "DELETE", `/rooms/${room.id}`, { token: host.token });
  await mailed(3);
  const mails = await calendars(server, "cleo@example.org");
  assert.deepEqual(mails.map(({ method, sequence }) => [method, sequence]), [["REQUEST", 0], ["REQUEST", 1], ["CANCEL", 2]]);
  assert.equal(new Set(mails.map(({ uid }) => uid)).size, 1);
  assert.match(mails[0].starts, /^20300131T1[01]0000/);
  assert.match(mails[1].starts, /^20300201T1[01]0000/);
});

test("another title is told, once, to all who are invited", async (t) => {
  const server = await startServer(t);
  const host = await signUp(server, "Asha");
  const room = await createRoom(server, host, { scheduledAt: STARTS });
  const addresses = ["cleo@example.org", "dara@example.org"];
  for (const email of addresses) await invite(server, host, room, { email, role: "candidate" });
  const body = { title: "Backend, second round" };
  await call(server, "PATCH", `/rooms/${room.id}`, { token: host.token, body });
  for (const address of addresses) {
    await until(async () => (await calendars(server, address)).length === 2, `two mails to ${address}`);
    const [, changed] = await calendars(server, address);
    assert.deepEqual([changed.method, changed.sequence], ["REQUEST", 1]);
  }
});

test("who has not verified the address, or has none, knocks", async (t) => {
  const server = await startServer(t);
  const host = await signUp(server, "Asha");
  const room = await createRoom(server, host);
  const cleo = await signUp(server, "Cleo");
  assert.equal((await invite(server, host, room, { email: cleo.email, role: "interviewer" })).status, 201);
  const unverified = await connect(server, cleo, room);
  assert.deepEqual([unverified.view.me.state, unverified.view.me.role], ["outside", "candidate"]);
  const nobody = await guest(t, server, room, cleo.email);
  assert.equal(nobody.view.me.state, "outside");
  unverified.leave();
});

/** A new account whose owner has followed the link in its mail. */
async function verified(server, name) {
  const person = await signUp(server, name);
  const link = await mailedLink(server, person.email, "verify-email");
  const token = new URLSearchParams(link.split("?")[1]).get("token");
  const { status } = await call(server, "POST", "/auth/email/verify", { body: { token } });
  assert.equal(status, 204);
  return person;
}

const standing = async (t, server, person, room) => {
  const participant = await connect(server, person, room);
  t.after(() => participant.leave());
  return [participant.view.me.state, participant.view.me.role];
};

test("who is invited and has verified the address enters with that role, until they are removed", async (t) => {
  const server = await startServer(t);
  const host = await signUp(server, "Asha");
  const room = await createRoom(server, host);
  const inside = await connect(server, host, room);
  t.after(() => inside.leave());
  for (const role of ["interviewer", "candidate", "observer"]) {
    const person = await verified(server, role);
    assert.deepEqual(await standing(t, server, person, room), ["outside", "candidate"]);
    const { body } = await invite(server, host, room, { email: person.email.toUpperCase(), role });
    assert.deepEqual(await standing(t, server, person, room), ["inside", role]);
    const { body: list } = await call(server, "GET", `/rooms/${room.id}/invitations`, { token: host.token });
    assert.equal(list.items.find(({ id }) => id === body.id).status, "accepted");
    await inside.does("remove", { person: person.id });
    assert.equal((await standing(t, server, person, room))[0], "removed");
  }
});

test("a cancelled invitation opens nothing", async (t) => {
  const server = await startServer(t);
  const host = await signUp(server, "Asha");
  const room = await createRoom(server, host);
  const person = await verified(server, "Cleo");
  const { body } = await invite(server, host, room, { email: person.email, role: "candidate" });
  const path = `/rooms/${room.id}/invitations/${body.id}`;
  assert.equal((await call(server, "DELETE", path, { token: host.token })).status, 204);
  assert.deepEqual(await standing(t, server, person, room), ["outside", "candidate"]);
});
