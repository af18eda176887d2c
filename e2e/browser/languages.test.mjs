// The app in German: taken from the system, changed while one types, kept. And a page turned round, as a language
// that is written from the right would have it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { openBrowser, visitor } from "../harness/chromium.mjs";
import { LOOKS, look, nothingWrongWith } from "../harness/pictures.mjs";
import { startServer } from "../harness/server.mjs";

const PASSWORD = "correct horse battery staple";

const textsOf = (page) => page.locator("body").innerText();
const languageOf = (page) => page.evaluate(() => [document.documentElement.lang, document.documentElement.dir]);

/** Makes an account on German pages; stands on the dashboard. */
async function signUpInGerman(page, email) {
  await page.goto("/sign-up");
  await page.getByLabel("Ihr Name").fill("Asha Rao");
  await page.getByLabel("E-Mail").fill(email);
  await page.getByLabel("Passwort", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Konto anlegen" }).click();
  await page.getByRole("heading", { level: 1, name: "Interviews" }).waitFor();
}

for (const { tag, title, ...options } of LOOKS) {
  test(`pages in German, ${title}`, async (t) => {
    const server = await startServer(t);
    const { page } = await visitor(t, await openBrowser(t), server, { ...options, locale: "de-DE" });
    for (const [name, address, german, english] of [
      ["landing", "/", "Ein Editor.", "One editor."],
      ["sign-in", "/sign-in", "Willkommen zurück", "Welcome back"],
      ["not-found", "/no-such-page", "Unter dieser Adresse gibt es keine Seite", "There is no page"],
    ]) {
      await page.goto(address);
      await page.getByText(german).first().waitFor();
      assert.deepEqual(await languageOf(page), ["de", "ltr"]);
      assert.ok(!(await textsOf(page)).includes(english), `${name} still has: ${english}`);
      await look(page, `german-${name}-${tag}`);
    }
    await signUpInGerman(page, "asha@example.org");
    await look(page, `german-dashboard-${tag}`);
    for (const [name, german] of [
      ["schedule", "Termine"],
      ["settings", "Einstellungen"],
    ]) {
      await page.goto(`/${name}`);
      await page.getByRole("heading", { level: 1, name: german }).waitFor();
      await look(page, `german-${name}-${tag}`);
    }
    nothingWrongWith(tag);
  });
}

test("the language changes while one types, without a reload, and is kept", async (t) => {
  const server = await startServer(t);
  const { page } = await visitor(t, await openBrowser(t), server);
  await page.goto("/sign-up");
  await page.getByLabel("Your name").fill("Cleo Park");
  assert.deepEqual(await languageOf(page), ["en", "ltr"]);
  await signUp(page);
  await page.goto("/settings");
  await page.getByLabel("Your name").fill("Cleo half typed");
  await page.getByRole("banner").getByLabel("Language").selectOption("de");
  await page.getByRole("heading", { level: 1, name: "Einstellungen" }).waitFor();
  assert.equal(await page.getByLabel("Ihr Name").inputValue(), "Cleo half typed");
  assert.equal(await page.title(), "Einstellungen · CoDevLive");
  await page.reload();
  await page.getByRole("heading", { level: 1, name: "Einstellungen" }).waitFor();
  assert.deepEqual(await languageOf(page), ["de", "ltr"]);
});

async function signUp(page) {
  await page.getByLabel("E-mail").fill("cleo@example.org");
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Create account" }).click();
  await page.getByRole("heading", { level: 1, name: "Interviews" }).waitFor();
}

for (const width of [1440, 390]) {
  test(`pages turned round, ${width} pixels wide`, async (t) => {
    const server = await startServer(t);
    const { page } = await visitor(t, await openBrowser(t), server, { width, hasTouch: width < 1000 });
    const logo = page.getByRole("link", { name: "CoDevLive, home" }).first();
    for (const [name, address] of [
      ["landing", "/"],
      ["sign-in", "/sign-in"],
    ]) {
      await page.goto(address);
      const before = await logo.boundingBox();
      await page.evaluate(() => {
        document.documentElement.dir = "rtl";
      });
      const { x, width: wide } = await logo.boundingBox();
      const side = await page.evaluate(() => document.documentElement.clientWidth);
      assert.ok(before.x < side / 2, `${name}: the logo is at the left, at ${before.x}`);
      assert.ok(x + wide > side / 2, `${name}: the logo is at the right, at ${x}`);
      await look(page, `turned-${name}-light-${width}`);
    }
    nothingWrongWith(`light-${width}`);
  });
}
