// The administrators' page of jobs, as people see it. The queues in all their states, which no test can have at
// will, and that this person is an administrator, are answered here in the server's place.

import { test } from "node:test";
import { openBrowser, visitor } from "../harness/chromium.mjs";
import { LOOKS, look, nothingWrongWith } from "../harness/pictures.mjs";
import { startServer } from "../harness/server.mjs";

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
