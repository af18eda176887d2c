// `codevlive check` on mail servers as they are: one that answers, one that hangs, none at all.

import assert from "node:assert/strict";
import { test } from "node:test";
import { startMailSink } from "../harness/mail-sink.mjs";
import { runCommand, Server, temporaryFolder } from "../harness/server.mjs";

/** The line about mail, and whether the check went well. */
async function check(t, environment) {
  const server = new Server(await temporaryFolder(t), environment, []);
  const { stdout, code = 0 } = await runCommand(server, ["check"]).catch((error) => error);
  return { line: stdout.split("\n").find((line) => line.includes(" mail: ")), code };
}

test("a mail server that answers is said to", async (t) => {
  const sink = await startMailSink(t);
  const { line, code } = await check(t, { SMTP_URL: sink.url });
  assert.equal(line, `ok      mail: 127.0.0.1:${sink.port} answers and lets us in`);
  assert.equal(code, 0);
});

test("a mail server that hangs, or is away, fails the check in time", async (t) => {
  const sink = await startMailSink(t, { mode: "hang" });
  const hanging = await check(t, { SMTP_URL: sink.url });
  assert.match(hanging.line, /^failed {2}mail: SMTP_URL, EMAIL_USER: 127\.0\.0\.1:\d+: no answer within 10 s$/);
  assert.equal(hanging.code, 1);
  await sink.stop();
  const away = await check(t, { SMTP_URL: sink.url });
  assert.match(away.line, /^failed .* refused/);
});

test("without a mail server it says where mails are written", async (t) => {
  const { line, code } = await check(t, {});
  assert.match(line, /^ok {6}mail: no mail server: written to .*\/outbox$/);
  assert.equal(code, 0);
});
