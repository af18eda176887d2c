// Marks: what people type in tests of loss. Each is typed once, so that one can count what became of it.

import assert from "node:assert/strict";

let typed = 0;

/** A mark that nobody has typed before. */
export function newMark() {
  typed += 1;
  return `<${process.pid}:${typed}>`;
}

/** How often each mark is in a text. */
export function countMarks(text) {
  const times = new Map();
  for (const [mark] of text.matchAll(/<[^<>]+>/g)) times.set(mark, (times.get(mark) ?? 0) + 1);
  return times;
}

/** What was called saved is there; and nothing is there twice, saved or not. */
export function assertKept(text, acknowledged) {
  const times = countMarks(text);
  const lost = [...acknowledged].filter((mark) => !times.has(mark));
  assert.deepEqual(lost, [], `${lost.length} of ${acknowledged.size} acknowledged marks are lost`);
  const doubled = [...times].filter(([, count]) => count > 1);
  assert.deepEqual(doubled, [], `${doubled.length} marks are there more than once`);
}
