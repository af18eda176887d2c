// The call of a room, in real browsers with fake cameras: who sees and hears whom, and what off means.

import assert from "node:assert/strict";
import { test } from "node:test";
import { callRoom } from "../harness/call.mjs";

test("two see each other", async (t) => {
  const { host, comesIn } = await callRoom(t);
  const cleo = await comesIn("Cleo Park");
  await host.joins();
  await cleo.sees("Asha Rao");
  await cleo.joins();
  await host.sees("Cleo Park");
  await cleo.sees("Asha Rao");
  assert.ok((await host.bytesWithin("microphone", 500)) > 0, "the host hears the candidate");
  const kinds = await host.page.evaluate(async () => {
    const reports = [...(await window.peers[0].getStats()).values()];
    const { selectedCandidatePairId } = reports.find(({ type }) => type === "transport");
    const pair = reports.find(({ id }) => id === selectedCandidatePairId);
    return [pair.localCandidateId, pair.remoteCandidateId].map(
      (candidate) => reports.find(({ id }) => id === candidate).candidateType,
    );
  });
  t.diagnostic(`the way between them: ${kinds.join(" and ")}`);
  assert.deepEqual(host.room.problems.concat(cleo.room.problems), []);
});
