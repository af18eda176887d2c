// What is typed without a network, or while the server is away, is kept in the browser and merged later.

import assert from "node:assert/strict";
import { test } from "node:test";
import { converge, count } from "../harness/room.mjs";
import { interview } from "../harness/interview.mjs";

test("leaving warns while something is unsent, and it survives the page", async (t) => {
  const { host, candidate } = await interview(t);
  await candidate.cutOff();
  await candidate.typeAt("End", "unsent-words");
  await candidate.status(/Offline, \d+ changes? kept$/).waitFor();
  const warning = candidate.page.waitForEvent("dialog");
  const leaving = candidate.page.close({ runBeforeUnload: true });
  const dialog = await warning;
  assert.equal(dialog.type(), "beforeunload");
  await Promise.all([dialog.accept(), leaving]);
  await candidate.restore();
  await candidate.opensAgain(host.link);
  await converge([host, candidate], (text) => count(text, "unsent-words") === 1);
});

test("a server that dies and comes back is not noticed by who types", async (t) => {
  const { server, host, candidate } = await interview(t);
  await candidate.typeAt("End", "before ");
  await host.status(/Saved/).waitFor();
  await server.kill();
  await candidate.typeAt("End", "meanwhile ");
  await candidate.status(/Offline, \d+ changes? kept$/).waitFor();
  await server.start();
  const returned = performance.now();
  const whole = (text) => count(text, "before") === 1 && count(text, "meanwhile") === 1;
  await converge([host, candidate], whole, 5_000);
  await candidate.status(/Saved/).waitFor();
  t.diagnostic(`equal ${Math.round(performance.now() - returned)} ms after the server's return`);
});

test("what a lock kept out is offered to its writer, and not lost by typing on", async (t) => {
  const { host, candidate } = await interview(t);
  await candidate.cutOff();
  await candidate.typeAt("End", "too-late");
  await candidate.status(/Offline/).waitFor();
  await host.page.getByRole("button", { name: "Lock editing" }).click();
  await candidate.restore();
  const dialog = candidate.page.getByRole("dialog", { name: /not/i });
  await dialog.waitFor();
  await candidate.page.keyboard.press("Escape");
  await candidate.page.keyboard.type("x ");
  assert.match(await dialog.getByRole("textbox").inputValue(), /too-late/);
  await dialog.getByRole("button", { name: "Done" }).click();
  await candidate.page.getByText("An interviewer locked this pad. You can still read it.").waitFor();
  await converge([host, candidate], (text) => !text.includes("too-late"));
});
