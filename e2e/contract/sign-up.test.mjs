// Signing up never waits for a mail server.

import assert from "node:assert/strict";
import { test } from "node:test";
import { signUp } from "../harness/http.mjs";
import { startMailSink } from "../harness/mail-sink.mjs";
import { startServer, until } from "../harness/server.mjs";

const SIGN_UPS = 60;
/** How much longer it may take while the mail server hangs. */
const RATIO = 1.1;

/** What a quarter is quicker than: what else the machine does only makes sign-ups slower. */
function quartile(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 4)];
}

async function timed(server) {
  const start = performance.now();
  await signUp(server, "Asha");
  return performance.now() - start;
}

test("it takes as long with a mail server that hangs as with one that answers", async (t) => {
  const sinks = [await startMailSink(t), await startMailSink(t, { mode: "hang" })];
  const servers = [];
  for (const sink of sinks) {
    servers.push(await startServer(t, { environment: { RATE_LIMITS: "off", SMTP_URL: sink.url } }));
  }
  const [answering, hanging] = [[], []];
  for (let round = 0; round < SIGN_UPS; round += 1) {
    // In turn, so that whatever else the machine does meets both alike.
    const order = [() => timed(servers[0]).then((took) => answering.push(took)), () => timed(servers[1]).then((took) => hanging.push(took))];
    for (const signUpOnce of round % 2 ? order : order.toReversed()) await signUpOnce();
  }
  // That there was something to wait for.
  await until(async () => (await sinks[0].count()) >= SIGN_UPS, "the mails of the one arrive", 30_000);
  assert.equal(await sinks[1].count(), 0);
  const ratio = quartile(hanging) / quartile(answering);
  t.diagnostic(`answering ${quartile(answering).toFixed(1)} ms, hanging ${quartile(hanging).toFixed(1)} ms, ratio ${ratio.toFixed(3)}`);
  assert.ok(ratio <= RATIO, `${ratio}`);
});
