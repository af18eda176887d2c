// For those who listen, who can't bear what moves, and who choose their own colours. What the keyboard reaches is in
// script.test.mjs; contrasts are measured on every picture (harness/pictures.mjs).

import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import { openBrowser, visitor } from "../harness/chromium.mjs";
import { interview } from "../harness/interview.mjs";
import { SCREENS } from "../harness/pictures.mjs";
import { arrive } from "../harness/room.mjs";
import { startServer, until } from "../harness/server.mjs";

/** Keeps every text that a screen reader would say unasked, as often as it comes. */
const listen = ({ page }) =>
  page.evaluate(() => {
    window.spoken = [];
    const live = "[aria-live='polite'], [aria-live='assertive'], [role='alert'], [role='status']:not([aria-live])";
    const hear = (node) => {
      const around = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
      if (around?.closest(live) && node.textContent.trim() !== "") window.spoken.push(node.textContent.trim());
    };
    new MutationObserver((changes) => {
      for (const { addedNodes, target, type } of changes) {
        if (type === "characterData") hear(target);
        else for (const node of addedNodes) hear(node);
      }
    }).observe(document.body, { childList: true, characterData: true, subtree: true });
  });

const spoken = ({ page }) => page.evaluate(() => window.spoken);

/** A text is said, and only once. */
async function hears(person, words) {
  const times = async () => (await spoken(person)).filter((text) => text.includes(words)).length;
  await until(async () => (await times()) > 0, `${person.name} hears "${words}"`).catch(async (error) => {
    throw new Error(`${error.message}; heard: ${JSON.stringify(await spoken(person))}`);
  });
  assert.equal(await times(), 1, `${person.name} hears "${words}" once`);
}

test("a screen reader says who did what, once", async (t) => {
  const { server, browser, host, candidate } = await interview(t);
  for (const person of [host, candidate]) await listen(person);
  const dina = await arrive(t, browser, server, host.link, "Dina Ruiz");
  await dina.knock();
  await hears(host, "Dina Ruiz asks to join");
  await host.admit("Dina Ruiz");
  await hears(host, "Dina Ruiz came in");

  await candidate.chooses("Raise hand");
  await hears(host, "Cleo Park raised a hand");
  await candidate.says("I would sort first");
  await hears(host, "Cleo Park: I would sort first");
  await candidate.chooses("What I agree to");
  await candidate.page.getByRole("switch", { name: /^Recording/ }).focus();
  await candidate.page.keyboard.press("Space");
  await hears(host, "Cleo Park agreed to: Recording");
  await candidate.page.keyboard.press("Escape");

  await (await host.writeProblem({ title: "Merge intervals", statement: "Merge all." })).click();
  await hears(candidate, "Problem: Merge intervals");
  await host.page.getByTestId("code").getByLabel("Language").selectOption({ label: "Go" });
  await hears(candidate, "Language: Go");
  await host.page.getByRole("button", { name: "Lock editing" }).click();
  await hears(candidate, "Editing was locked");
  await host.chooses("Focus time");
  await host.page.getByRole("button", { name: "Start 10 minutes" }).click();
  await hears(candidate, "Focus time has started: 10 minutes");
  assert.deepEqual((await spoken(candidate)).filter((text) => /asks to join|raised a hand/.test(text)), []);
});

/** What moves in a page by itself, or on the way to something. */
const moving = (page) =>
  page.evaluate(() =>
    document
      .getAnimations()
      .filter(({ playState }) => playState === "running")
      .map(({ effect, animationName, transitionProperty }) => `${animationName ?? transitionProperty} of ${effect.target?.className}`),
  );

test("nothing moves for those who asked for that", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const { page: restless } = await visitor(t, browser, server);
  await restless.goto("/");
  await until(async () => (await moving(restless)).length > 0, "else the landing page moves");

  const { page } = await visitor(t, browser, server);
  await page.emulateMedia({ reducedMotion: "reduce" });
  for (const address of ["/", "/sign-in", "/sign-up"]) {
    await page.goto(address);
    await page.getByRole("heading", { level: 1 }).waitFor();
    assert.deepEqual(await moving(page), [], address);
  }
});

test("nothing moves in a room for those who asked for that", async (t) => {
  const { server, browser, host, candidate } = await interview(t);
  for (const { page } of [host, candidate]) await page.emulateMedia({ reducedMotion: "reduce" });
  const still = async (where) => {
    for (const { page, name } of [host, candidate]) assert.deepEqual(await moving(page), [], `${where}, ${name}`);
  };
  await still("the room");
  const dina = await arrive(t, browser, server, host.link, "Dina Ruiz");
  await dina.page.emulateMedia({ reducedMotion: "reduce" });
  await dina.knock();
  await host.knockCard("Dina Ruiz").waitFor();
  assert.deepEqual(await moving(dina.page), [], "the lobby");
  await still("a knock");
  await candidate.typeAt("End", "names at cursors come and go");
  await host.editor().getByText("Cleo Park", { exact: true }).waitFor();
  await still("a cursor");
  await host.page.getByRole("button", { name: "More" }).click();
  await host.page.getByRole("menuitem").first().waitFor();
  await still("a menu");
  await host.page.keyboard.press("Escape");
  await host.page.getByRole("button", { name: "Focus time" }).click();
  await host.page.getByRole("dialog").waitFor();
  await still("a dialog");
  await host.page.keyboard.press("Escape");
  await host.end();
  await host.page.getByRole("button", { name: "Submit scorecard…" }).waitFor();
  await still("the end");
});

/** Buttons whose sign or words can't be told from what is behind them, as the browser draws them. */
const hiddenButtons = (page) =>
  page.evaluate(() => {
    const channels = (color) => color.match(/[\d.]+/g).map(Number);
    const groundOf = (element) => {
      for (let at = element; at; at = at.parentElement) {
        const { backgroundColor } = getComputedStyle(at);
        if ((channels(backgroundColor)[3] ?? 1) > 0) return backgroundColor;
      }
      return "rgb(255, 255, 255)";
    };
    const luminance = (color) => {
      const [r, g, b] = channels(color).map((value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4));
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const contrast = (a, b) => {
      const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
      return (light + 0.05) / (dark + 0.05);
    };
    const shown = [...document.querySelectorAll("button, [role='tab'], [role='radio'] + label, a[href]")].filter(
      (element) => element.checkVisibility({ opacityProperty: true }) && element.getBoundingClientRect().width > 1 && !element.disabled,
    );
    const hidden = shown.filter((element) => contrast(getComputedStyle(element).color, groundOf(element)) < 4.5);
    return { shown: shown.length, hidden: hidden.map(({ outerHTML }) => outerHTML.slice(0, 160)) };
  });

test("chosen colours hide no button", async (t) => {
  const { host, candidate } = await interview(t);
  await mkdir(SCREENS, { recursive: true });
  for (const { page, name } of [host, candidate]) {
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ forcedColors: "active", colorScheme });
      const { shown, hidden } = await hiddenButtons(page);
      assert.ok(shown > 10, `${name} sees ${shown} buttons`);
      assert.deepEqual(hidden, [], `${name}, ${colorScheme}`);
      await page.screenshot({ path: path.join(SCREENS, `forced-${name.split(" ")[0]}-${colorScheme}.png`) });
    }
  }
});
