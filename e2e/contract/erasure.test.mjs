// What is left of people who delete their account in rooms that stay, read by clients of another make.

import assert from "node:assert/strict";
import { test } from "node:test";
import { call, signUp } from "../harness/http.mjs";
import { connect, hostedRoom, textOf } from "../harness/participant.mjs";
import { startServer, until } from "../harness/server.mjs";

/** A person with an account, let in with that role. */
async function letIn(t, server, { room, host }, name, role) {
  const person = await signUp(server, name);
  const participant = await connect(server, person, room);
  t.after(() => participant.leave());
  await participant.does("knock");
  await host.does("admit", { person: person.id });
  if (role !== "candidate") await host.does("set_role", { person: person.id, role });
  await participant.sees(({ me }) => me.state === "inside" && me.role === role);
  return participant;
}

/** The person of a room again, once it was read anew. */
async function again(t, server, participant) {
  await until(() => participant.closedReason === "draining", "told to come again", 15_000);
  const back = await until(() => connect(server, participant.person, participant.room).catch(() => null), "back");
  t.after(() => back.leave());
  return back;
}

async function written(participant, text) {
  const pad = participant.pad("code");
  const doc = await participant.open(pad);
  const answer = await participant.edits(pad, doc, (content) => content.insert(content.length, text));
  assert.ok(answer.ok, JSON.stringify(answer));
}

async function deleteAccount(server, person) {
  assert.equal((await call(server, "DELETE", "/me", { token: person.token, body: {} })).status, 204);
}

const chat = (participant) => participant.entries.filter(({ type }) => type === "said").map(({ text }) => text);

test("an interviewer's name and words go, and what others wrote around them stays", async (t) => {
  const server = await startServer(t);
  const opened = await hostedRoom(t, server);
  const { host } = opened;
  const iris = await letIn(t, server, opened, "Iris", "interviewer");
  await iris.does("say", { text: "a line of Iris", to: "all" });
  await host.does("say", { text: "a line of Asha", to: "all" });
  await written(host, "Asha ");
  await written(iris, "and Iris ");
  await written(host, "and Asha");
  await deleteAccount(server, iris.person);
  const back = await again(t, server, host);
  await back.sees((view) => view.people.some(({ id, name }) => id === iris.person.id && name === ""));
  const doc = await back.open(back.pad("code"));
  assert.equal(textOf(doc), "Asha and Asha");
  const { body } = await call(server, "GET", `/rooms/${host.room.id}/timeline`, { token: host.person.token });
  const timeline = JSON.stringify(body);
  assert.ok(!timeline.includes("Iris"), timeline);
  assert.ok(timeline.includes("a line of Asha"));
  assert.ok(chat(back).every((text) => !text.includes("Iris")));
  // What is written from now on goes on from there.
  await written(back, "!");
  assert.equal(textOf(await back.open(back.pad("code"))), "Asha and Asha!");
});

test("all of a candidate's pads go, and a tab that still has them does not bring them back", async (t) => {
  const server = await startServer(t);
  const opened = await hostedRoom(t, server);
  const { host } = opened;
  const cleo = await letIn(t, server, opened, "Cleo", "candidate");
  await written(cleo, "of Cleo ");
  await written(host, "of Asha");
  const pad = host.pad("code");
  const kept = await host.open(pad);
  assert.equal(textOf(kept), "of Cleo of Asha");
  await deleteAccount(server, cleo.person);
  const back = await again(t, server, host);
  assert.ok((await back.sendsLacking(pad, kept)).ok);
  assert.equal(textOf(await back.open(pad)), "");
});
