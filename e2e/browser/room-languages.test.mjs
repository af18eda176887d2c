// One room in two languages: the host's becomes German while the call goes on, the candidate's stays English. And
// the room turned round, as a language that is written from the right would have it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { callRoom } from "../harness/call.mjs";
import { openBrowser, visitor } from "../harness/chromium.mjs";
import { startInstallation } from "../harness/installation.mjs";
import { interview } from "../harness/interview.mjs";
import { LOOKS, look, nothingWrongWith } from "../harness/pictures.mjs";
import { hostOpensRoom } from "../harness/room.mjs";
import { playScenes } from "../harness/scenes.mjs";
import { until } from "../harness/server.mjs";

/** Words of the room that the other language has not. */
const ENGLISH = ["Connected", "Saved", "Choose problem", "People", "Signals", "Start interview"];
const GERMAN = ["Verbunden", "Gespeichert", "Aufgabe wählen", "Personen", "Signale", "Interview starten"];

/** In this order: each builds on the one before. */
const SCENES = {
  "a call and what is half written outlive the change of the language": async ({ host, cleo }) => {
    await host.joins();
    await cleo.joins();
    await host.sees("Cleo Park");
    await host.room.typeAt("End", "half = 1");
    await host.page.getByRole("textbox", { name: "Message" }).fill("half a line");
    const call = await callOf(host.page);
    await host.page.getByRole("banner").getByLabel("Language").selectOption("de");
    await host.page.getByRole("tab", { name: "Signale" }).waitFor();
    assert.equal(await host.page.evaluate(() => document.documentElement.lang), "de");
    assert.equal(await host.page.getByRole("textbox", { name: "Nachricht" }).inputValue(), "half a line");
    await germanEditor(host).getByText("half = 1").waitFor();
    assert.deepEqual(await callOf(host.page), call);
    assert.ok(call.length > 0 && call.every(({ live }) => live), "the devices are on");
    await moves(host.page.getByRole("listitem", { name: "Video von Cleo Park" }).locator("video"));
    await cleo.sees("Asha Rao");
  },

  "each sees the room in their own language": async ({ host, cleo }) => {
    const [his, hers] = await Promise.all([host, cleo].map(({ page }) => page.locator("body").innerText()));
    for (const word of ENGLISH) assert.ok(!his.includes(word), `the German room says: ${word}`);
    for (const word of GERMAN) {
      assert.ok(his.includes(word), `the German room does not say: ${word}`);
      assert.ok(!hers.includes(word), `the English room says: ${word}`);
    }
  },

  "who knocks in English is let in from a German card": async ({ host, comesToTheDoor }) => {
    const ben = await comesToTheDoor("Ben Ode");
    await ben.room.knock();
    const cards = host.page.getByRole("region", { name: "Warten auf Einlass" });
    const card = cards.getByRole("listitem").filter({ hasText: "Ben Ode" });
    await card.getByText(/^wartet seit \d+ s$/).waitFor();
    await ben.page.getByText("Asha Rao has been told that you are here").waitFor();
    await card.getByRole("button", { name: "Einlassen" }).click();
    await ben.room.isInside();
    await ben.page.close();
  },

  "chat and problem show as they were written, with words of their own round them": async ({ host, cleo }) => {
    await host.page.getByRole("button", { name: "Interview starten" }).click();
    await host.page.getByRole("textbox", { name: "Nachricht" }).fill("Guten Tag");
    await host.page.getByRole("textbox", { name: "Nachricht" }).press("Enter");
    await cleo.room.chat().getByText("Guten Tag").waitFor();
    await host.page.getByRole("button", { name: "Aufgabe wählen" }).click();
    const dialog = host.page.getByRole("dialog", { name: "Aufgabe wählen" });
    await dialog.getByLabel("Titel").fill("Merge");
    await dialog.getByLabel("Aufgabentext").fill("Merge two lists");
    await dialog.getByRole("button", { name: "Hinweis hinzufügen" }).click();
    await dialog.getByLabel("Hinweis 1").fill("Sort them");
    await dialog.getByRole("button", { name: "Diese Aufgabe wählen" }).click();
    await cleo.page.getByRole("heading", { name: "Merge" }).waitFor();
    await cleo.page.getByText("There is one more hint, if you want: just ask.").waitFor();
    await host.page.getByRole("button", { name: "Hinweis 1 zeigen" }).click();
    await host.page.getByText("für alle sichtbar").waitFor();
    await cleo.page.getByText("Sort them").waitFor();
  },

  "a signal reads in both languages": async ({ host, cleo }) => {
    const other = await cleo.room.switchTab();
    await host.page.getByRole("tab", { name: "Signale" }).click();
    const german = host.page.getByRole("list", { name: "Signale" });
    await german.getByText("Tab im Hintergrund, gerade jetzt").waitFor();
    await other.close();
    await cleo.room.comesBackToTheTab();
    await german.getByText(/^Tab im Hintergrund, \d+ s lang$/).waitFor();
    await cleo.room.openTab("Signals");
    await cleo.room.signals().getByText(/^Tab in the background for \d+ s$/).waitFor();
  },

  "the scorecard's levels are German, and so is the end": async ({ host, cleo }) => {
    await host.page.getByRole("tab", { name: "Bewertungsbogen" }).click();
    const group = host.page.getByRole("group", { name: "Problemlösung" });
    await group.getByRole("radio", { name: /^3 Hat selbst einen funktionierenden Ansatz gefunden/ }).check();
    await host.page.getByText("Entwurf gespeichert").waitFor();
    await host.page.getByRole("button", { name: "Interview beenden" }).click();
    await host.page.getByRole("button", { name: "Jetzt beenden" }).click();
    await host.page.getByRole("heading", { name: "Was geschah, in Zahlen" }).waitFor();
    await cleo.page.getByRole("heading", { name: "That's it, Cleo. Thank you." }).waitFor();
  },
};

test("a host in German and a candidate in English", { timeout: 240_000 }, async (t) => {
  const { host, comesIn, comesToTheDoor } = await callRoom(t);
  const cleo = await comesIn("Cleo Park");
  if (!(await playScenes(t, SCENES, { host, cleo, comesToTheDoor }))) return;
  assert.deepEqual(host.room.problems, []);
});

const germanEditor = ({ page }) => page.getByRole("region", { name: "Code-Editor" });

/** What is captured from devices, and the connections: none of it may be another. */
const callOf = (page) =>
  page.evaluate(() => [
    ...window.captured.map(({ id, readyState }) => ({ what: id, live: readyState === "live" })),
    ...window.peers.map(({ connectionState }, index) => ({ what: index, live: connectionState === "connected" })),
  ]);

async function moves(video) {
  const shown = () => video.evaluate((element) => element.currentTime);
  const before = await shown();
  await until(async () => (await shown()) > before, "the picture moves");
}

for (const { tag, title, ...options } of LOOKS) {
  test(`the room in German, ${title}`, { timeout: 240_000 }, async (t) => {
    const server = await startInstallation(t);
    const browser = await openBrowser(t);
    const host = await hostOpensRoom(t, browser, server, "Asha Rao", options);
    const { page } = host;
    if (options.width < 1000) {
      await page.getByRole("button", { name: "More" }).click();
      await page.getByRole("menuitem", { name: "Language of the app: Deutsch" }).click();
    } else {
      await page.getByRole("banner").getByLabel("Language").selectOption("de");
    }
    await page.getByRole("button", { name: "Interview starten" }).waitFor();
    await lobbyInGerman(t, browser, server, host.link, { tag, ...options });
    await (options.width < 1000 ? panesOfPhone(page, tag) : panesOfDesk(page, tag));
    await page.getByRole("button", { name: "Interview starten" }).click();
    await page.getByRole("button", { name: "Interview beenden" }).click();
    await page.getByRole("button", { name: "Jetzt beenden" }).click();
    await page.getByRole("heading", { name: "Was geschah, in Zahlen" }).waitFor();
    await look(page, `german-end-${tag}`);
    nothingWrongWith(tag);
  });
}

/** What a guest sees whose system speaks German, up to the knock. */
async function lobbyInGerman(t, browser, server, link, { tag, ...options }) {
  const { page } = await visitor(t, browser, server, { ...options, locale: "de-DE" });
  await page.goto(link);
  await page.getByLabel("Ihr Name").fill("Cleo Park");
  await page.getByRole("button", { name: "Weiter" }).click();
  await page.getByRole("button", { name: "Anklopfen" }).waitFor();
  await look(page, `german-lobby-${tag}`, { fullPage: true });
  await page.getByRole("button", { name: "Anklopfen" }).click();
  await page.getByText("Asha Rao weiß, dass Sie da sind").waitFor();
  await page.close();
}

async function panesOfPhone(page, tag) {
  for (const pane of ["Aufgabe", "Code", "Chat", "Personen"]) {
    await page.getByRole("navigation", { name: "Bereiche" }).getByRole("button", { name: pane }).click();
    await look(page, `german-${pane.toLowerCase()}-${tag}`);
  }
  await page.getByRole("navigation", { name: "Bereiche" }).getByRole("button", { name: "Chat" }).click();
  await tabs(page, tag);
}

async function panesOfDesk(page, tag) {
  await look(page, `german-room-${tag}`);
  await tabs(page, tag);
  await page.getByRole("button", { name: "Aufgabe wählen" }).click();
  await page.getByRole("dialog", { name: "Aufgabe wählen" }).waitFor();
  await look(page, `german-choose-${tag}`);
  await page.keyboard.press("Escape");
}

async function tabs(page, tag) {
  for (const tab of ["Signale", "Notizen", "Bewertungsbogen"]) {
    await page.getByRole("tab", { name: tab }).click();
    await look(page, `german-${tab.toLowerCase()}-${tag}`);
  }
}

for (const [width, height] of [
  [1440, 900],
  [390, 844],
]) {
  test(`the room turned round, ${width} pixels wide`, { timeout: 120_000 }, async (t) => {
    const { host } = await interview(t, { host: { width, height, hasTouch: width < 1000 } });
    await host.page.evaluate(() => {
      document.documentElement.dir = "rtl";
    });
    const code = host.editor().locator(".monaco-editor, textarea").first();
    assert.equal(await code.evaluate((element) => getComputedStyle(element).direction), "ltr");
    await look(host.page, `turned-room-light-${width}`);
    nothingWrongWith(`turned-room-light-${width}`);
  });
}
