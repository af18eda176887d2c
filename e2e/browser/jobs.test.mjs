// The administrators' page of jobs. For its pictures alone, the queues in all their states, which no test can have at
// will, and that this person is an administrator, are answered here in the server's place.

import assert from "node:assert/strict";
import { test } from "node:test";
import { openBrowser, visitor } from "../harness/chromium.mjs";
import { signUp } from "../harness/http.mjs";
import { startMailSink } from "../harness/mail-sink.mjs";
import { LOOKS, look, nothingWrongWith } from "../harness/pictures.mjs";
import { runCommand, startServer } from "../harness/server.mjs";

const MINUTE_MS = 60_000;
const from = (minutes) => new Date(Date.now() + minutes * MINUTE_MS).toISOString();

const QUEUES = [
  { kind: "mail", waiting: 1284, delayed: 17, running: 50, dead: 2, oldestWaitingSeconds: 73 },
  { kind: "erase_account", waiting: 0, delayed: 1, running: 0, dead: 0 },
];

const JOBS = {
  dead: [
    job("dead", "Reset password to p…@example.org", 5, "550 5.1.1 <priya@example.org>: Recipient address rejected: User unknown in virtual mailbox table"),
    job("dead", "Invitation to “Backend engineer” to t…@example.net", 5, "connection timed out after 30 s\n  while talking to smtp.example.org:587"),
  ],
  waiting: [job("waiting", "Welcome to a…@example.org", 0), job("waiting", "Reminder of “Interview” to m…@example.org", 1, "421 try again later")],
  delayed: [],
  running: [job("running", "New device to k…@example.org", 1)],
};

function job(state, summary, attempts, error) {
  return { id: summary, kind: "mail", state, attempts, error, createdAt: from(-42), runAt: from(-3), summary };
}

for (const { tag, title, ...options } of LOOKS) {
  test(`jobs in ${title}`, async (t) => {
    const server = await startServer(t);
    const browser = await openBrowser(t);
    const { page } = await visitor(t, browser, server, options);
    await answerJobs(page);
    await signUpAsAdministrator(page);
    await lookAtJobs(page, tag);
    nothingWrongWith(tag);
  });
}

async function answerJobs(page) {
  await page.route("**/api/v1/admin/jobs?*", (route) => {
    const state = new URL(route.request().url()).searchParams.get("state");
    return route.fulfill({ json: { items: JOBS[state], queues: QUEUES, nextCursor: null } });
  });
}

async function signUpAsAdministrator(page) {
  const administrator = true;
  await page.route(/\/api\/v1\/(me|auth\/signup|auth\/refresh)$/, async (route) => {
    const response = await route.fetch();
    const { user, ...rest } = await response.json();
    const json = user ? { ...rest, user: { ...user, administrator } } : { ...rest, administrator };
    await route.fulfill({ response, json });
  });
  await page.goto("/sign-up");
  await page.getByLabel("Your name").fill("Asha Rao");
  await page.getByLabel("E-mail").fill("asha@example.org");
  await page.getByLabel("Password", { exact: true }).fill("correct horse battery staple");
  await page.getByRole("button", { name: "Create account" }).click();
  await page.getByRole("heading", { name: "Interviews" }).waitFor();
}

async function lookAtJobs(page, tag) {
  await page.getByRole("button", { name: "Account of Asha Rao" }).click();
  await page.getByRole("menuitem", { name: "Background jobs" }).waitFor();
  await look(page, `user-menu-administrator-${tag}`);
  await page.getByRole("menuitem", { name: "Background jobs" }).click();
  await page.getByText("Reset password to p…@example.org").waitFor();
  await look(page, `jobs-failed-${tag}`);
  await page.getByRole("button", { name: /^Retry: Reset/ }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Retry" }).waitFor();
  await look(page, `jobs-retry-${tag}`);
  await page.getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("tab", { name: /^Waiting/ }).click();
  await page.getByText("421 try again later").waitFor();
  await look(page, `jobs-waiting-${tag}`);
  await page.getByRole("tab", { name: /^Delayed/ }).click();
  await page.getByText("Nothing is put off until later.").waitFor();
  await look(page, `jobs-none-${tag}`);
}

test("an administrator has a refused mail sent again, and deletes another", async (t) => {
  const sink = await startMailSink(t, { mode: "refuse" });
  const server = await startServer(t, { environment: { SMTP_URL: sink.url } });
  const asha = await signUp(server, "Asha Rao");
  const dara = await signUp(server, "Dara Okonkwo");
  await makeAdministrator(server, asha);
  const browser = await openBrowser(t);
  const { page } = await visitor(t, browser, server);
  await signInAt(page, "/admin/jobs", asha);

  const toAsha = await refused(page, asha);
  const toDara = await refused(page, dara);
  // With the one about signing in from this browser.
  await page.getByRole("tab", { name: "Failed 3" }).waitFor();
  await sink.become("normal");
  await confirmed(page, toAsha, "Retry");
  await toAsha.waitFor({ state: "detached" });
  const [mail] = await sink.arrived(1);
  assert.ok(mail.to.includes(asha.email), mail.to);

  await confirmed(page, toDara, "Delete");
  await toDara.waitFor({ state: "detached" });
  await page.getByRole("tab", { name: "Failed 1" }).waitFor();
  assert.equal(await sink.count(), 1, "what is deleted is never sent");
});

/** As an operator does it on SQLite: the server is stopped for that. */
async function makeAdministrator(server, { email }) {
  await server.terminate();
  await runCommand(server, ["admin", "make-administrator", email]);
  await server.start();
}

async function signInAt(page, address, { email, password }) {
  await page.goto(address);
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.getByRole("heading", { name: "Background jobs" }).waitFor();
}

/** The failed first mail to that person, with what the mail server said. */
async function refused(page, { email }) {
  const job = page.getByRole("tabpanel").getByRole("listitem").filter({ hasText: `welcome to ${email}` });
  await job.filter({ hasText: /550.*no such mailbox/ }).waitFor();
  return job;
}

async function confirmed(page, job, verb) {
  await job.getByRole("button", { name: verb }).click();
  await page.getByRole("dialog").getByRole("button", { name: verb, exact: true }).click();
}
