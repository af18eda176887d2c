// What the room does besides typing together, as both sides see it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { interview } from "../harness/interview.mjs";
import { converge } from "../harness/room.mjs";
import { until } from "../harness/server.mjs";

test("focus time: both see the countdown, only the candidate sees the code", async (t) => {
  const { host, candidate } = await interview(t);
  await host.page.getByRole("button", { name: "Focus time" }).click();
  await host.page.getByRole("dialog").getByRole("button", { name: /Start 10 minutes/ }).click();
  for (const person of [host, candidate]) await person.page.getByRole("timer", { name: "Focus time left" }).waitFor();
  await candidate.typeAt("End", "unobserved");
  await candidate.status(/Saved/).waitFor();
  // A decision made later is shown, so what was typed before it would have been, too.
  await host.says("still there?");
  await candidate.chat().getByText("still there?").waitFor();
  assert.equal((await host.text()).includes("unobserved"), false);
  assert.equal(host.frames.some((frame) => frame.includes("unobserved")), false);
  await host.page.getByRole("button", { name: "End focus time" }).click();
  await converge([host, candidate], (text) => text.includes("unobserved"));
});

test("what interviewers write among themselves does not reach the candidate", async (t) => {
  const { host, candidate } = await interview(t);
  await host.page.getByText("Interviewers only", { exact: true }).click();
  await host.says("between-us");
  await host.chat().getByText("between-us").waitFor();
  await host.page.getByText("Everyone", { exact: true }).click();
  await host.says("to-everyone");
  await candidate.chat().getByText("to-everyone").waitFor();
  assert.equal(candidate.frames.some((frame) => frame.includes("between-us")), false);
});

test("a paste from outside is a signal to both, one from inside is none", async (t) => {
  const { host, candidate } = await interview(t);
  await host.openTab(/Signals/);
  await candidate.typeAt("End", "own words");
  await candidate.page.keyboard.press("Control+a");
  await candidate.page.keyboard.press("Control+c");
  await candidate.page.keyboard.press("Control+End");
  await candidate.page.keyboard.press("Control+v");
  await candidate.page.evaluate(() => navigator.clipboard.writeText("from elsewhere"));
  await candidate.page.keyboard.press("Control+v");
  await host.signals().getByText("Pasted from outside into Code, 14 characters").waitFor();
  assert.equal(await host.signals().getByText(/Pasted/).count(), 1);
  await candidate.openTab(/Signals/);
  await candidate.signals().getByText("Pasted from outside into Code, 14 characters").waitFor();
});

test("the palette opens from inside the editor and does what it says", async (t) => {
  const { host, candidate } = await interview(t);
  await host.typeAt("End", "x");
  await host.chooses("Lock editing");
  await candidate.page.getByText("An interviewer locked this pad. You can still read it.").waitFor();
});

test("Vim keys: one's own editor only, with its mode on screen", async (t) => {
  const { host, candidate } = await interview(t);
  await candidate.chooses("Vim keys");
  await candidate.page.getByText("NORMAL").waitFor();
  await candidate.editor().locator(".view-lines").click();
  await candidate.page.keyboard.type("ihello", { delay: 20 });
  await candidate.page.keyboard.press("Escape");
  await candidate.page.keyboard.type("x", { delay: 20 });
  await converge([host, candidate], (text) => text === "hell");
  await host.typeAt("End", "i");
  await converge([host, candidate], (text) => text === "helli");
});

test("a cursor has its person's name, and goes with their tab", async (t) => {
  const { host, candidate } = await interview(t);
  await candidate.typeAt("End", "here");
  const name = host.editor().getByText("Cleo Park", { exact: true });
  await name.waitFor();
  await candidate.page.close();
  await name.waitFor({ state: "detached", timeout: 2_000 });
});

test("Tab indents, and leaves the editor once that is switched", async (t) => {
  const { candidate } = await interview(t);
  await candidate.typeAt("End", "a");
  await candidate.page.keyboard.press("Tab");
  const inEditor = () => candidate.page.evaluate(() => Boolean(document.activeElement?.closest(".monaco-editor")));
  assert.equal(await inEditor(), true);
  await candidate.page.keyboard.press("Control+m");
  await candidate.page.keyboard.press("Tab");
  await until(async () => !(await inEditor()), "the focus has left the editor");
});

test("a touch screen gets a plain editor that types into the same text", async (t) => {
  const { host, candidate } = await interview(t, { candidate: { width: 390, height: 844, hasTouch: true } });
  await candidate.editor().getByRole("textbox").fill("typed on a phone");
  await until(async () => (await host.text()) === "typed on a phone", "the host sees it");
});
