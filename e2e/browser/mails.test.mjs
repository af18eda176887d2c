// Every mail in light and dark, wide and narrow, from the preview page: nothing sticks out, nothing is fetched, axe
// finds no serious fault. The pictures are kept below target/screens/mails to be looked at.

import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import AxeBuilder from "@axe-core/playwright";
import { openBrowser, visitor } from "../harness/chromium.mjs";
import { LOOKS } from "../harness/pictures.mjs";
import { ROOT, startServer } from "../harness/server.mjs";

const SCREENS = path.join(ROOT, "target/screens/mails");

test("mails look well in light and dark, wide and narrow", async (t) => {
  await mkdir(SCREENS, { recursive: true });
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const faults = [];
  for (const { colorScheme, width: whole } of LOOKS) {
    // Programs for mail show one beside the others, if there is room.
    const width = Math.min(whole, 640);
    const { page } = await visitor(t, browser, server, { colorScheme, width, height: 700 });
    for (const name of await namesOfMails(page)) {
      const found = await look(page, name, `${name}-${colorScheme}-${width}`);
      faults.push(...found.map((fault) => ({ name, colorScheme, width, ...fault })));
    }
  }
  assert.deepEqual(faults, []);
});

test("the preview page shows each mail in both schemes, as text, and its file for calendars", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  // All of it at once: taking a picture beyond the window's edge catches the frames while they are laid out anew.
  const { page, problems } = await visitor(t, browser, server, { width: 1440, height: 2650 });
  await page.goto("/dev/mails");
  await page.getByRole("link", { name: "invitation", exact: true }).click();
  for (const scheme of ["light", "dark"]) {
    const frame = page.getByTitle(`invitation in ${scheme}`);
    assert.equal(await frame.getAttribute("sandbox"), "", "no script of a mail runs");
    const mail = await page.request.get(await frame.getAttribute("src"));
    assert.equal((await mail.text()).includes("@media all"), scheme === "dark");
    await frame.contentFrame().getByRole("heading", { level: 1 }).waitFor();
  }
  await page.getByText("BEGIN:VCALENDAR").waitFor();
  await page.screenshot({ path: path.join(SCREENS, "preview.png") });
  assert.deepEqual(problems, []);
});

async function namesOfMails(page) {
  await page.goto("/dev/mails");
  const names = await page.getByRole("listitem").allTextContents();
  assert.ok(names.length >= 11, `${names} are all mails`);
  return names;
}

/** Takes a picture, and gives what is wrong. The page has no policy of ours: what a mail fetches is seen to be fetched. */
async function look(page, name, picture) {
  const mail = await page.request.get(`/dev/mails/${name}/html`);
  const fetched = [];
  const note = (request) => fetched.push({ fetched: request.url() });
  await page.goto("about:blank");
  page.on("request", note);
  await page.setContent(await mail.text());
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.screenshot({ path: path.join(SCREENS, `${picture}.png`), fullPage: true });
  page.off("request", note);
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  const faults = wider > 0 ? [...fetched, { wider }] : fetched;
  return [...faults, ...(await seriousFaults(page))];
}

async function seriousFaults(page) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  return serious.map(({ id, nodes }) => ({ id, at: nodes.map(({ html }) => html.slice(0, 160)) }));
}
