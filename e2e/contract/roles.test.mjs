// Every command × every role, from the outside: the allowed ones work, the others get a clear refusal
// and change nothing.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { call } from "../harness/http.mjs";
import { admitted, guest, hostedRoom } from "../harness/participant.mjs";
import { startServer } from "../harness/server.mjs";

const INSIDE = ["host", "interviewer", "candidate", "observer"];
const INTERVIEWERS = ["host", "interviewer"];
const EVERYONE = [...INSIDE, "waiting", "outside"];

const someoneWaits = async (stage) => {
  const knocker = await stage.guest("Knocker");
  await knocker.does("knock");
  return { person: knocker.view.me.id };
};
const someoneIsInside = async (stage) => ({ person: (await stage.admitted("Someone")).view.me.id });
const codePad = (stage) => ({ pad: stage.people.host.pad("code").id });
const ownProblem = { title: "Two sum", statement: "Find two.", hints: ["Use a map."] };

/** Who may, which fields, and what must be so before (`given`) for the command to make sense. */
const COMMANDS = {
  knock: { allowed: EVERYONE },
  message_host: { allowed: ["waiting"], fields: () => ({ text: "I am here." }) },
  admit: { allowed: INTERVIEWERS, fields: someoneWaits },
  reject: { allowed: INTERVIEWERS, fields: someoneWaits },
  remove: { allowed: ["host"], fields: someoneIsInside },
  set_role: {
    allowed: ["host"],
    fields: async (stage) => ({ ...(await someoneIsInside(stage)), role: "observer" }),
  },
  start: { allowed: ["host"] },
  end: { allowed: ["host"] },
  reopen: { allowed: ["host"], given: (stage) => stage.people.host.does("end") },
  say: { allowed: INSIDE, fields: () => ({ text: "Hello", to: "all" }) },
  "say to interviewers": {
    type: "say",
    allowed: INSIDE,
    fields: () => ({ text: "Between us", to: "interviewers" }),
  },
  raise_hand: { allowed: INSIDE },
  lower_hand: { allowed: INSIDE },
  choose_problem: { allowed: INTERVIEWERS, fields: () => ownProblem },
  reveal_hint: {
    allowed: INTERVIEWERS,
    given: (stage) => stage.people.host.does("choose_problem", ownProblem),
    fields: () => ({ index: 0 }),
  },
  open_pad: { allowed: INTERVIEWERS, fields: () => ({ kind: "code", title: "Second" }) },
  set_language: {
    allowed: INTERVIEWERS,
    fields: (stage) => ({ ...codePad(stage), language: "python" }),
  },
  lock: { allowed: INTERVIEWERS, fields: codePad },
  unlock: { allowed: INTERVIEWERS, fields: codePad },
  signal: { allowed: ["candidate"], fields: () => ({ kind: "tab_hidden", n: 1 }) },
  start_focus_time: { allowed: INTERVIEWERS, fields: () => ({ minutes: 5 }) },
  end_focus_time: {
    allowed: INTERVIEWERS,
    given: (stage) => stage.people.host.does("start_focus_time", { minutes: 5 }),
  },
  consent: { allowed: EVERYONE, fields: () => ({ to: "recording", given: true }) },
  take_over: { allowed: ["host"] },
  start_recording: { allowed: [] },
  stop_recording: { allowed: [] },
  run: { allowed: [] },
  stop_run: { allowed: [], fields: () => ({ runId: "1" }) },
  run_input: { allowed: [], fields: () => ({ runId: "1", data: "x" }) },
};

const server = await startServer({ after }, { environment: { RATE_LIMITS: "off" } });

/** A room with one person of each kind. */
async function setStage(t) {
  const hosted = await hostedRoom(t, server);
  const stage = {
    hosted,
    admitted: (name) => admitted(t, server, hosted, name),
    guest: (name) => guest(t, server, hosted.room, name),
  };
  stage.people = {
    host: hosted.host,
    interviewer: await admitted(t, server, hosted, "Ines", "interviewer"),
    candidate: await admitted(t, server, hosted, "Cato"),
    observer: await admitted(t, server, hosted, "Olga", "observer"),
    waiting: await stage.guest("Wanda"),
    outside: await stage.guest("Otto"),
  };
  await stage.people.waiting.does("knock");
  return stage;
}

async function log({ hosted: { room, host } }) {
  const { body } = await call(server, "GET", `/rooms/${room.id}/timeline?limit=500`, {
    token: host.person.token,
  });
  return body.items;
}

for (const [name, { type = name, allowed, given, fields }] of Object.entries(COMMANDS)) {
  test(`${name}: ${allowed.join(", ") || "nobody yet"}`, async (t) => {
    const refused = EVERYONE.filter((role) => !allowed.includes(role));
    const stage = await setStage(t);
    await given?.(stage);
    const wanted = await fields?.(stage);
    const before = await log(stage);
    for (const role of refused) {
      const answer = await stage.people[role].command(type, wanted);
      assert.equal(answer.ok, false, `${role} must not ${name}`);
      assert.match(answer.code, expectedRefusal(stage.people[role], role, allowed), `${role}: ${JSON.stringify(answer)}`);
      assert.ok(answer.detail.length > 0, "a refusal says why");
    }
    assert.deepEqual(await log(stage), before, "a refused command changes nothing");
    for (const role of allowed) {
      const fresh = await setStage(t);
      await given?.(fresh);
      const answer = await fresh.people[role].command(type, await fields?.(fresh));
      assert.equal(answer.ok, true, `${role} may ${name}: ${JSON.stringify(answer)}`);
      assert.equal(typeof answer.seq, "number");
    }
  });
}

function expectedRefusal({ closedReason }, role, allowed) {
  // The end has closed this connection, which is no way in any more.
  if (closedReason === "ended") return /^(not_inside|room_ended)$/;
  if (role === "waiting" || role === "outside") return /^(not_inside|forbidden|room_ended)$/;
  return allowed.length === 0 ? /^not_available$/ : /^(forbidden|room_ended)$/;
}
