// Every mail in light and dark, wide and narrow, from the preview page: nothing sticks out, nothing is fetched, axe
// finds no serious fault. The pictures are kept below target/screens/mails to be looked at.

import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import AxeBuilder from "@axe-core/playwright";
import { openBrowser, visitor } from "../harness/chromium.mjs";
import { ROOT, startServer } from "../harness/server.mjs";

const SCREENS = path.join(ROOT, "target/screens/mails");

test("mails look well in light and dark, wide and narrow", async (t) => {
  await mkdir(SCREENS, { recursive: true });
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const faults = [];
  for (const colorScheme of ["light", "dark"]) {
    for (const width of [640, 390]) {
      const { page } = await visitor(t, browser, server, { colorScheme, width, height: 700 });
      for (const name of await namesOfMails(page)) {
        const found = await look(page, name, `${name}-${colorScheme}-${width}`);
        faults.push(...found.map((fault) => ({ name, colorScheme, width, ...fault })));
      }
    }
  }
  assert.deepEqual(faults, []);
});

test("the preview page shows each mail in both schemes, as text, and its file for calendars", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const { page, problems } = await visitor(t, browser, server, { width: 1440 });
  await page.goto("/dev/mails");
  await page.getByRole("link", { name: "invitation", exact: true }).click();
  for (const [scheme, color] of [
    ["light", "rgb(255, 255, 255)"],
    ["dark", "rgb(24, 33, 30)"],
  ]) {
    const frame = page.frameLocator(`iframe[title="invitation in ${scheme}"]`);
    await frame.getByRole("heading", { name: "You are invited" }).waitFor();
    const card = frame.locator(".card").first();
    assert.equal(await card.evaluate((node) => getComputedStyle(node).backgroundColor), color);
  }
  await page.getByText("BEGIN:VCALENDAR").waitFor();
  await page.screenshot({ path: path.join(SCREENS, "preview.png"), fullPage: true });
  assert.deepEqual(problems, []);
});

async function namesOfMails(page) {
  await page.goto("/dev/mails");
  const names = await page.getByRole("listitem").allTextContents();
  assert.ok(names.length >= 11, `${names} are all mails`);
  return names;
}

/** Takes a picture, and gives what is wrong. */
async function look(page, name, picture) {
  const asked = [];
  const ask = (request) => asked.push(request.url());
  page.on("request", ask);
  await page.goto(`/dev/mails/${name}/html`);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.screenshot({ path: path.join(SCREENS, `${picture}.png`), fullPage: true });
  page.off("request", ask);
  const faults = asked.slice(1).map((fetched) => ({ fetched }));
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  if (wider > 0) faults.push({ wider });
  return [...faults, ...(await seriousFaults(page))];
}

async function seriousFaults(page) {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  return serious.map(({ id, nodes }) => ({ id, at: nodes.map(({ html }) => html.slice(0, 160)) }));
}
