// The check of histories can fail: a good one passes, and each way of being wrong is found.

import assert from "node:assert/strict";
import { test } from "node:test";
import { checkHistory } from "../harness/history.mjs";

const CATO = { id: "cato", name: "Cato" };
const ASHA = { id: "asha", name: "Asha" };
const INES = { id: "ines", name: "Ines" };

/** Cato knocks, Asha admits, Ines is told so. */
function goodHistory() {
  const timeline = [
    { seq: 5, type: "knocked", actor: CATO },
    { seq: 6, type: "admitted", actor: ASHA, person: "cato" },
  ];
  const refusal = { ok: false, code: "already_decided", detail: "already admitted by Asha" };
  const operations = [
    { type: "knock", by: CATO, seen: 4, invoked: 0, answered: 1, answer: { ok: true, seq: 5 } },
    { type: "admit", by: ASHA, person: "cato", seen: 5, invoked: 2, answered: 5, answer: { ok: true, seq: 6 } },
    { type: "reject", by: INES, person: "cato", seen: 5, invoked: 3, answered: 4, answer: refusal },
  ];
  return { timeline, operations };
}

const check = ({ timeline, operations }) => checkHistory(operations, timeline, 4);

test("a history that the log explains passes", () => {
  assert.deepEqual(check(goodHistory()), { accepted: 2, refused: 1 });
});

for (const [what, spoil] of [
  ["an accepted decision that is lost", ({ timeline }) => timeline.pop()],
  ["a second verdict", ({ timeline }) => timeline.push({ seq: 7, type: "rejected", actor: INES, person: "cato" })],
  ["another's decision under one's seq", ({ timeline }) => Object.assign(timeline[1], { actor: INES })],
  ["a verdict before the knock was asked for", ({ operations }) => Object.assign(operations[0], { invoked: 6, answered: 7 })],
  ["a refusal that names someone else", ({ operations }) => Object.assign(operations[2].answer, { detail: "already admitted by Ines" })],
  ["a refusal before anyone was faster", ({ operations }) => Object.assign(operations[2], { invoked: 0.1, answered: 1.5 })],
  ["a refusal for no reason", ({ operations }) => Object.assign(operations[2].answer, { code: "forbidden" })],
]) {
  test(`it finds ${what}`, () => {
    const history = goodHistory();
    spoil(history);
    assert.throws(() => check(history), assert.AssertionError);
  });
}
