// Every page in light and dark, wide and narrow: nothing sticks out, axe finds no serious fault, and the
// pictures are kept below target/screens to be looked at. With UPDATE_PICTURES=1 the README's is renewed.

import { copyFile, mkdir } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import { openBrowser, visitor } from "../harness/chromium.mjs";
import { LOOKS, look, nothingWrongWith, SCREENS } from "../harness/pictures.mjs";
import { arrive, hostOpensRoom } from "../harness/room.mjs";
import { ROOT, startServer } from "../harness/server.mjs";

const README_PICTURE = path.join(ROOT, "docs/images/room.png");
const STATEMENT = `Given a list of intervals, merge all that **overlap**.

**Example**

\`[[1,3],[2,6],[8,10]]\` becomes \`[[1,6],[8,10]]\`

- The intervals come in no order.
- Touching counts: \`[1,2]\` and \`[2,3]\` are one.`;
const CODE = "def merge(intervals):\nintervals.sort()\nmerged = [intervals[0]]\nfor start, end in intervals[1:]:\n";

for (const { tag, title, ...options } of LOOKS) {
  test(`pages in ${title}`, async (t) => {
    const server = await startServer(t);
    const browser = await openBrowser(t);
    await lookAtPublicPages(await visitor(t, browser, server, options), tag);
    await lookAtRoom(t, { browser, server, options, tag });
    nothingWrongWith(tag);
  });
}

async function lookAtPublicPages({ page }, tag) {
  for (const [name, address] of [
    ["landing", "/"],
    ["sign-up", "/sign-up"],
    ["sign-in", "/sign-in"],
    ["not-found", "/no-such-page"],
  ]) {
    await page.goto(address);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await look(page, `${name}-${tag}`);
  }
}

async function lookAtRoom(t, { browser, server, options, tag }) {
  const host = await hostOpensRoom(t, browser, server, "Asha Rao", options);
  const candidate = await arrive(t, browser, server, host.link, "Cleo Park", options);
  await look(candidate.page, `lobby-${tag}`);
  await candidate.knock();
  await host.knockCard("Cleo Park").waitFor();
  await look(candidate.page, `waiting-${tag}`);
  await look(host.page, `knock-${tag}`);
  await host.admit("Cleo Park");
  await candidate.isInside();
  await lookAtInvitations(host, tag);
  await host.start();
  if (options.width > 1000) await fillRoom(host, candidate);
  await look(host.page, `room-host-${tag}`);
  await look(candidate.page, `room-candidate-${tag}`);
  if (tag === "light-1440" && process.env.UPDATE_PICTURES) {
    await mkdir(path.dirname(README_PICTURE), { recursive: true });
    await copyFile(path.join(SCREENS, `room-host-${tag}.png`), README_PICTURE);
  }
  await host.end();
  await candidate.page.getByRole("heading", { name: /That's it, Cleo/ }).waitFor();
  await look(candidate.page, `over-${tag}`);
  await look(host.page, `ended-${tag}`);
  for (const name of ["dashboard", "settings"]) {
    await host.page.goto(`/${name}`);
    await host.page.getByRole("heading", { level: 1 }).waitFor();
    await look(host.page, `${name}-${tag}`);
  }
  await lookAtSchedule(host, tag, options.width < 1000);
}

/** The dialog of a room's invitations, with one that waits and one that was taken back. */
async function lookAtInvitations({ page }, tag) {
  const people = page.getByRole("button", { name: "People", exact: true });
  if (await people.isVisible()) await people.click();
  await page.getByRole("button", { name: "Invite people by mail" }).click();
  const dialog = page.getByRole("dialog", { name: "Invite people" });
  for (const email of ["maya@example.org", "dara.okonkwo@example.org"]) {
    await dialog.getByLabel("E-mail address").fill(email);
    await dialog.getByRole("button", { name: "Send invitation" }).click();
    await dialog.getByText(email, { exact: true }).waitFor();
  }
  await dialog.getByRole("button", { name: "Cancel the invitation of maya@example.org" }).click();
  await dialog.getByText("Cancelled").waitFor();
  await look(page, `invite-${tag}`);
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
}

/** The calendar with interviews of some days, what is known of one, and the form of another. */
async function lookAtSchedule({ page }, tag, narrow) {
  await page.goto("/schedule");
  await page.getByRole("heading", { level: 1, name: "Schedule" }).waitFor();
  for (const title of ["Backend, second round", "Frontend, a rather long title that has to be cut"]) {
    await page.getByRole("button", { name: "New interview", exact: true }).click();
    const dialog = page.getByRole("dialog", { name: "New interview" });
    await dialog.getByLabel("Title").fill(title);
    await dialog.getByRole("button", { name: "Invite people by mail" }).click();
    await dialog.getByLabel("E-mail address of invited person 1").fill("cleo@example.org");
    if (title.startsWith("Backend")) await look(page, `new-interview-${tag}`);
    await dialog.getByRole("button", { name: "Schedule and copy link" }).click();
    await dialog.waitFor({ state: "hidden" });
  }
  await page.getByRole("button", { name: /Backend/ }).first().waitFor();
  await look(page, `schedule-${tag}`);
  await page.getByRole("button", { name: /Backend/ }).first().click();
  await page.getByRole("dialog").getByText("cleo@example.org").waitFor();
  await look(page, `interview-${tag}`);
  await page.keyboard.press("Escape");
  if (narrow) return;
  await page.getByText("Week", { exact: true }).click();
  await look(page, `schedule-week-${tag}`);
}

/** As a room looks in the middle of an interview. */
async function fillRoom(host, candidate) {
  const choose = await host.writeProblem({ title: "Merge intervals", statement: STATEMENT, hint: "Sort them first." });
  await choose.click();
  await candidate.page.getByText("Touching counts").waitFor();
  await candidate.typeAt("End", CODE);
  await host.says("Take your time.");
  await candidate.says("Thanks! I'd sort first.");
  await host.chat().getByText("I'd sort first.").waitFor();
  await host.editor().getByText("Cleo Park", { exact: true }).waitFor();
  // Names at cursors that rest are fainter, and must still be read.
  await host.editor().locator('[data-fading="true"]').waitFor();
}
