// Roles in the interview: hosts make hosts, an interviewer takes the place of one who is gone, and one who comes late
// finds all that happened.

import assert from "node:assert/strict";
import { test } from "node:test";
import { openBrowser, visitor } from "../harness/chromium.mjs";
import { wallClock } from "../harness/clock.mjs";
import { call, signUp } from "../harness/http.mjs";
import { interview } from "../harness/interview.mjs";
import { mailedLink } from "../harness/outbox.mjs";
import { arrive, hostOpensRoom, RoomPerson } from "../harness/room.mjs";
import { startServer } from "../harness/server.mjs";

const PASSWORD = "correct horse battery staple";
/** A little more than the two minutes after which an interviewer may take over, in s. */
const HOST_GONE_S = 125;

/** A connection that ends is noticed at once; the rest is for a busy machine. */
const NOTICED_MS = 10_000;

const button = ({ page }, name) => page.getByRole("button", { name, exact: true });

/** Someone knocks, is let in, and gets a role. */
async function comesAs(t, { browser, server, host }, name, role) {
  const person = await arrive(t, browser, server, host.link, name);
  await person.knock();
  await host.admit(name);
  await person.isInside();
  await host.giveRole(name, role);
  return person;
}

test("a host makes an interviewer a host, who may all that the first may", async (t) => {
  const scene = await interview(t);
  const { host, candidate } = scene;
  const second = await comesAs(t, scene, "Ben Ode", "Interviewer");
  await second.page.getByRole("tab", { name: "Notes" }).waitFor();
  assert.equal(await button(second, "End interview").count(), 0);
  await host.giveRole("Ben Ode", "Host");
  await button(second, "End interview").waitFor();

  // The second host takes the first one's place away, and gives roles and ends alone.
  await second.giveRole("Asha Rao", "Interviewer");
  await button(host, "End interview").waitFor({ state: "detached" });
  await host.page.getByRole("tab", { name: "Notes" }).waitFor();
  await second.giveRole("Ben Ode", "Interviewer");
  await second.page.getByText("Ben Ode keeps the role").waitFor();
  await second.giveRole("Cleo Park", "Observer");
  await candidate.page.getByText("You are watching. Everyone can see that you are here.").waitFor();
  await second.end();
  await host.page.getByRole("heading", { name: "What happened, in numbers" }).waitFor();
  assert.equal(await button(host, "Reopen interview").count(), 0);
  assert.deepEqual([...host.problems, ...second.problems, ...candidate.problems], []);
});

test("two minutes after the last host has dropped an interviewer takes over", { timeout: 180_000 }, async (t) => {
  const clock = await wallClock(t);
  const server = await startServer(t, { environment: clock.environment });
  const browser = await openBrowser(t);
  const host = await hostOpensRoom(t, browser, server, "Asha Rao");
  const second = await comesAs(t, { browser, server, host }, "Ben Ode", "Interviewer");
  const candidate = await comesAs(t, { browser, server, host }, "Cleo Park", "Candidate");
  await host.start();
  await button(host, "End interview").waitFor();
  await host.cutOff();
  await second.page.getByText("Host · away").waitFor({ timeout: NOTICED_MS });
  await second.says("too early");
  await candidate.chat().getByText("too early").waitFor();
  assert.equal(await button(second, "Take over as host").count(), 0);

  await clock.set(HOST_GONE_S);
  // What the server says next tells the pages the time.
  await candidate.says("anyone?");
  await button(second, "Take over as host").click();
  await button(second, "End interview").waitFor();
  assert.equal(await button(candidate, "Take over as host").count(), 0);
  await second.giveRole("Cleo Park", "Observer");

  await host.restore();
  await button(host, "End interview").waitFor();
  await second.end();
  await host.page.getByRole("heading", { name: "What happened, in numbers" }).waitFor();
});

test("interviewers who come late find all that happened", async (t) => {
  const scene = await interview(t);
  const { server, browser, host, candidate } = scene;
  await muchHappens(host, candidate);

  const promoted = await comesAs(t, scene, "Ben Ode", "Interviewer");
  const invited = await comesByInvitation(t, { server, browser, host }, "Ira Noe");
  for (const late of [promoted, invited]) await findsAll(late);
  assert.deepEqual([...promoted.problems, ...invited.problems], []);
});

async function muchHappens(host, candidate) {
  for (const title of ["Two sum", "LRU cache"]) {
    await (await host.writeProblem({ title, statement: `About ${title}`, hint: `Hint of ${title}` })).click();
    await candidate.page.getByText(`About ${title}`).waitFor();
  }
  await button(host, "Reveal hint 1").click();
  await candidate.page.getByText("Hint of LRU cache").waitFor();
  await candidate.typeAt("End", "cache = {}");
  await candidate.says("I would use a dict");
  await host.page.getByText("Interviewers only", { exact: true }).click();
  await host.says("quick to see it");
  await candidate.page.evaluate(() => navigator.clipboard.writeText("from elsewhere"));
  await candidate.page.keyboard.press("Control+v");
  await host.openTab("Notes");
  await host.notes().fill("asks before typing");
  await host.status(/Saved/).waitFor();
}

async function findsAll(late) {
  const { page } = late;
  await page.getByRole("heading", { name: "LRU cache" }).waitFor();
  await page.getByText("shown to everyone").waitFor();
  await page.getByText("Earlier problems").click();
  await page.getByText("Two sum").first().waitFor();
  await late.editor().getByText("cache").first().waitFor();
  for (const line of ["I would use a dict", "quick to see it"]) await late.chat().getByText(line).waitFor();
  await late.openTab(/Signals/);
  await late.signals().getByText("Pasted from outside, 14 characters").waitFor();
  await late.openTab("Notes");
  await page.waitForFunction(() => [...document.querySelectorAll("textarea")].some(({ value }) => value === "asks before typing"));
  await late.openTab("Scorecard");
  await page.getByRole("group", { name: "Problem solving" }).getByRole("button", { name: /^Link a moment/ }).click();
  for (const moment of [/Problem: Two sum/, /Problem: LRU cache/, /Hint 1 revealed/]) await page.getByRole("menuitem", { name: moment }).waitFor();
  await page.keyboard.press("Escape");
}

/** An account with a verified address that the host has invited as an interviewer; comes in without knocking. */
async function comesByInvitation(t, { server, browser, host }, name) {
  const { email, token } = await signUp(server, name);
  await verifies(server, email, token);
  await button(host, "Invite people by mail").click();
  const dialog = host.page.getByRole("dialog", { name: "Invite people" });
  await dialog.getByLabel("E-mail address").fill(email);
  await dialog.getByText("Interviewer", { exact: true }).click();
  await button(host, "Send invitation").click();
  await dialog.getByText(`The invitation goes to ${email}.`).waitFor();
  await host.page.keyboard.press("Escape");
  const person = new RoomPerson(name, await visitor(t, browser, server));
  await person.page.goto("/sign-in");
  await person.page.getByLabel("E-mail").fill(email);
  await person.page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await person.page.getByRole("button", { name: "Sign in" }).click();
  await person.page.getByRole("heading", { name: "Interviews", level: 1 }).waitFor();
  await person.page.goto(host.link);
  await person.isInside();
  return person;
}

async function verifies(server, email, token) {
  const link = new URL(await mailedLink(server, email, "/verify-email"), server.url);
  const body = { token: link.searchParams.get("token") };
  const { status } = await call(server, "POST", "/auth/email/verify", { token, body });
  if (status >= 300) throw new Error(`verifying ${email}: ${status}`);
}
