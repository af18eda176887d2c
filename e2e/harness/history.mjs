// What people asked for and were told, held against the log: is there one order of all decisions of a room
// that explains every answer? The log says which order, so it is enough to check that one.

import assert from "node:assert/strict";

const VERDICTS = new Set(["admitted", "rejected"]);
const EVENT_OF = { knock: "knocked", admit: "admitted", reject: "rejected", remove: "removed" };

/**
 * Checks the operations of a room (`Decider.decides` gives them) against its timeline. `prepared` is the seq
 * up to which entries have another origin.
 */
export function checkHistory(operations, timeline, prepared) {
  const types = new Set(Object.values(EVENT_OF));
  const entries = timeline.filter(({ type, seq }) => types.has(type) && seq > prepared);
  const accepted = operations.filter(({ answer }) => answer.ok);
  assertSame(accepted, entries);
  assertRealTime(accepted);
  assertOneVerdictEach(entries);
  const refused = operations.filter(({ answer }) => !answer.ok);
  for (const operation of refused) assertExplained(operation, entries, accepted);
  return { accepted: accepted.length, refused: refused.length };
}

/** What was accepted is in the log, once, as it was asked for; and nothing else is. */
function assertSame(accepted, entries) {
  const asked = accepted.map(({ answer, type, person, by }) => [answer.seq, EVENT_OF[type], person ?? by.id, by.id]);
  const logged = entries.map(({ seq, type, person, actor }) => [seq, type, person ?? actor.id, actor.id]);
  assert.deepEqual(asked.sort(([a], [b]) => a - b), logged);
}

/** What was answered before something else was asked for comes before it in the log. */
function assertRealTime(accepted) {
  const backwards = accepted.toSorted((a, b) => b.answer.seq - a.answer.seq);
  let earliestAnswer = Infinity;
  for (const { invoked, answered, answer } of backwards) {
    assert.ok(earliestAnswer >= invoked, `entry ${answer.seq} was asked for after a later one was answered`);
    earliestAnswer = Math.min(earliestAnswer, answered);
  }
}

/** Between two knocks of a person is one verdict, and after it no other. */
function assertOneVerdictEach(entries) {
  const waiting = new Set();
  for (const { type, person, actor, seq } of entries) {
    if (type === "knocked") {
      assert.ok(!waiting.has(actor.id), `${seq}: knocked twice`);
      waiting.add(actor.id);
    } else if (VERDICTS.has(type)) {
      assert.ok(waiting.delete(person), `${seq}: ${type} without a knock that waits`);
    }
  }
  assert.equal(waiting.size, 0, "nobody was left at the door");
}

/** Who was refused was told who was faster, and that one had asked before the answer. */
function assertExplained(operation, entries, accepted) {
  const { answer, person, seen, answered } = operation;
  assert.equal(answer.code, "already_decided", JSON.stringify(operation));
  const winner = entries.find((entry) => entry.seq > seen && VERDICTS.has(entry.type) && entry.person === person);
  assert.equal(answer.detail, `already ${winner.type} by ${winner.actor.name}`);
  const won = accepted.find((other) => other.answer.seq === winner.seq);
  assert.ok(won.invoked < answered, `${winner.seq} was named before anyone asked for it`);
}
