// Sign-in with Google and GitHub, in Chromium, against Firebase's Auth emulator and its pages.

import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { before, test } from "node:test";
import AxeBuilder from "@axe-core/playwright";
import { emulatorSettings, standInForGoogle, startEmulator } from "../harness/auth-emulator.mjs";
import { openBrowser, visitor } from "../harness/chromium.mjs";
import { ROOT, startServer } from "../harness/server.mjs";

const SCREENS = path.join(ROOT, "target/screens");
const LOOKS = ["light", "dark"].flatMap((colorScheme) => [
  { colorScheme, width: 1440, height: 900 },
  { colorScheme, width: 390, height: 844, hasTouch: true },
]);

let emulator;
before(async (t) => {
  emulator = await startEmulator(t);
});

async function start(t) {
  const server = await startServer(t, { environment: emulatorSettings(emulator) });
  return { server, browser: await openBrowser(t) };
}

/**
 * Someone whose browser reaches the emulator, but not Google. They come by the emulator's own host name: of other
 * sites' frames browsers keep the storage apart, which a sign-in without a window needs.
 */
async function arrive(t, { server, browser }, look) {
  const person = await visitor(t, browser, server, look);
  await standInForGoogle(person.context);
  const open = (address) => person.page.goto(`http://127.0.0.1:${server.port}${address}`);
  return { ...person, open };
}

/** Continues with a provider, and in its window with whatever `choose` does. */
async function continueWith({ page }, provider, choose) {
  const opened = page.waitForEvent("popup");
  await page.getByRole("button", { name: `Continue with ${provider}` }).click();
  const popup = await opened;
  const closed = popup.waitForEvent("close");
  await choose(popup);
  await closed;
}

/** A new user at the provider. */
const newUser = (email, name) => async (popup) => {
  await popup.locator("#add-account-button").click();
  await popup.locator("#email-input").fill(email);
  await popup.locator("#display-name-input").fill(name);
  await popup.locator("#sign-in").click();
};

/** One who was there before. */
const oldUser = (email) => (popup) => popup.locator(".js-reuse-account", { hasText: email }).click();

/** The account of whoever is signed in, as the server has it. */
async function account(page) {
  await page.waitForURL("**/dashboard");
  const answer = page.waitForResponse((response) => response.url().endsWith("/auth/refresh"));
  await page.reload();
  const { user } = await (await answer).json();
  await page.getByRole("heading", { level: 1 }).waitFor();
  return user;
}

for (const [provider, id] of [
  ["Google", "google.com"],
  ["GitHub", "github.com"],
]) {
  test(`${provider} signs people in, each time to the same account`, async (t) => {
    const place = await start(t);
    const email = `priya.${provider.toLowerCase()}@example.org`;
    const first = await arrive(t, place);
    await first.open("/sign-up");
    await continueWith(first, provider, newUser(email, "Priya Raman"));
    const made = await account(first.page);
    assert.equal(made.email, email);
    assert.equal(made.name, "Priya Raman");
    assert.deepEqual(made.providers, [id]);
    assert.deepEqual([made.emailVerified, made.hasPassword], [true, false]);
    const second = await arrive(t, place);
    await second.open("/sign-in");
    await continueWith(second, provider, oldUser(email));
    assert.equal((await account(second.page)).id, made.id);
    for (const { problems } of [first, second]) assert.deepEqual(problems, []);
  });
}

test("a window that is closed is no trouble, and the buttons work again", async (t) => {
  const person = await arrive(t, await start(t));
  await person.open("/sign-in");
  await continueWith(person, "Google", (popup) => popup.close());
  // The SDK gives a window that closes some seconds to say that it is done.
  const google = person.page.getByRole("button", { name: "Continue with Google" });
  await person.page.waitForFunction(() => !document.querySelector("button[data-loading]"));
  assert.equal(await person.page.getByRole("alert").count(), 0);
  assert.equal(await google.isEnabled(), true);
  await continueWith(person, "Google", newUser("ben@example.org", "Ben Okafor"));
  assert.equal((await account(person.page)).email, "ben@example.org");
});

test("where windows are blocked, the page itself goes to the provider and comes back", async (t) => {
  const person = await arrive(t, await start(t));
  await person.context.addInitScript(() => {
    window.open = () => null;
  });
  const { page } = person;
  await person.open("/sign-in?next=%2Fsettings");
  await page.getByRole("button", { name: "Continue with GitHub" }).click();
  await page.locator("#add-account-button").waitFor();
  await newUser("cleo@example.org", "Cleo Park")(page);
  await page.waitForURL("**/settings");
  await page.getByText("cleo@example.org").first().waitFor();
});

test("where it is not set up there are no buttons, and nothing of Google is allowed", async (t) => {
  const server = await startServer(t);
  const { page } = await visitor(t, await openBrowser(t), server);
  const config = page.waitForResponse((response) => response.url().endsWith("/auth/firebase"));
  const response = await page.goto("/sign-in");
  assert.equal((await config).status(), 404);
  assert.doesNotMatch(response.headers()["content-security-policy"], /google/);
  assert.equal(response.headers()["cross-origin-opener-policy"], "same-origin");
  assert.equal(await page.getByRole("button", { name: /^Continue with/ }).count(), 0);
});

test("the buttons fit their pages in every look", async (t) => {
  const place = await start(t);
  await mkdir(SCREENS, { recursive: true });
  for (const look of LOOKS) {
    const { page, open } = await arrive(t, place, look);
    for (const name of ["sign-in", "sign-up"]) {
      await open(`/${name}`);
      await page.getByRole("button", { name: "Continue with GitHub" }).waitFor();
      const tag = `${name}-providers-${look.colorScheme}-${look.width}`;
      await page.screenshot({ path: path.join(SCREENS, `${tag}.png`), fullPage: true });
      const { violations } = await new AxeBuilder({ page }).analyze();
      const serious = violations.filter(({ impact }) => ["serious", "critical"].includes(impact));
      assert.deepEqual(serious.map(({ id }) => id), [], tag);
      const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      assert.ok(wider <= 0, `${tag} sticks out by ${wider} pixels`);
    }
  }
});
