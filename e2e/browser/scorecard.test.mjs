// After the interview: two interviewers score alone, then read each other; the candidate reads what is kept.

import assert from "node:assert/strict";
import { test } from "node:test";
import { arrive, hostOpensRoom } from "../harness/room.mjs";
import { openBrowser } from "../harness/chromium.mjs";
import { interview } from "../harness/interview.mjs";
import { Keyboard } from "../harness/keyboard.mjs";
import { LOOKS, look, nothingWrongWith } from "../harness/pictures.mjs";
import { playScenes } from "../harness/scenes.mjs";
import { COMPETENCIES, competencyOf as group, submitsScorecard } from "../harness/scoring.mjs";
import { startServer, until } from "../harness/server.mjs";

const ASHAS_NOTE = "asha-noted-the-zebra";
const BENS_NOTE = "ben-noted-the-walrus";

/** In this order: each builds on the one before. */
const SCENES = {
  "an interviewer begins a scorecard beside the interview": async ({ host, second }) => {
    const choose = await host.writeProblem({ title: "Merge", statement: "Merge two lists", hint: "Sort them" });
    await choose.click();
    await host.page.getByRole("button", { name: "Reveal hint 1" }).click();
    await second.openTab("Scorecard");
    await group(second, "Communication").getByRole("radio", { name: /^4/ }).check();
    await note(second, "Communication").fill(BENS_NOTE);
    await second.page.getByText("Draft saved").waitFor();
    await second.openTab(/Chat/);
    await second.page.reload();
    await second.isInside();
    await second.openTab("Scorecard");
    await until(async () => (await note(second, "Communication").inputValue()) === BENS_NOTE, "the draft is back");
  },

  "the end shows interviewers what happened in numbers": async ({ host, second }) => {
    await host.says("Thanks for coming");
    await host.end();
    for (const { page } of [host, second]) {
      await page.getByRole("heading", { name: "What happened, in numbers" }).waitFor();
      await page.locator("dl").getByText("Merge", { exact: true }).waitFor();
    }
    const figure = (label) => host.page.locator("dl > div").filter({ hasText: label }).locator("dd").first();
    assert.equal(await figure("People").innerText(), "3");
    assert.equal(await figure("Hints revealed").innerText(), "1");
    assert.equal(await figure("Chat messages").innerText(), "1");
  },

  "the candidate is thanked, and told what is kept and for how long": async ({ candidate: { page } }) => {
    await page.getByRole("heading", { name: "That's it, Cleo. Thank you." }).waitFor();
    await page.getByRole("heading", { name: "What is kept" }).waitFor();
    await page.getByText(/For 90 days, until/).waitFor();
  },

  "one scores and submits by keyboard alone": async ({ host }) => {
    const keyboard = await Keyboard.of(host);
    await keyboard.comesTo("heading", "What happened, in numbers");
    await submitsScorecard(keyboard, { note: ASHAS_NOTE, moment: /Problem: Merge/ });
    await keyboard.usedNoMouse();
  },

  "the other hears that one is in, and reads nothing of it": async ({ second: { page, ...second } }) => {
    await page.reload();
    await page.getByText("1 scorecard is submitted; you can read it once yours is.").waitFor();
    assert.equal(await page.getByText(ASHAS_NOTE).count(), 0);
    assertNever(second, ASHAS_NOTE);
  },

  "what is not rated is named before anything is submitted": async ({ second }) => {
    await second.page.getByRole("button", { name: "Submit scorecard…" }).click();
    await group(second, "Problem solving").getByRole("alert").waitFor();
    assert.equal(await second.page.getByRole("dialog").count(), 0);
  },

  "once both are in, each reads the other's beside their own": async ({ host, second }) => {
    assertNever(host, BENS_NOTE);
    for (const competency of COMPETENCIES.filter((name) => name !== "Communication")) {
      await group(second, competency).getByRole("radio", { name: /Insufficient evidence/ }).check();
    }
    await second.page.getByRole("button", { name: "Submit scorecard…" }).click();
    await second.page.getByRole("button", { name: "Submit now" }).click();
    await second.page.getByText(ASHAS_NOTE).waitFor();
    await second.page.getByRole("heading", { name: "Asha Rao" }).first().waitFor();
    // Without a reload: the page looks again by itself.
    await host.page.getByText(BENS_NOTE).waitFor({ timeout: 3_000 });
  },

  "the room is still there, and the way back to the scorecards": async ({ host }) => {
    await host.page.getByRole("button", { name: "Back to the room" }).click();
    await host.editor().waitFor();
    await host.chooses("Go to the scorecard");
    await host.page.getByRole("heading", { name: "Your scorecard" }).waitFor();
  },
};

test("an interview is scored", { timeout: 180_000 }, async (t) => {
  const play = await gather(t);
  if (!(await playScenes(t, SCENES, play))) return;
  for (const note of [ASHAS_NOTE, BENS_NOTE]) assertNever(play.candidate, note);
  for (const person of [play.host, play.second, play.candidate]) {
    assert.deepEqual(person.problems, [], `${person.name} met script errors`);
  }
});

for (const { tag, title, ...options } of LOOKS) {
  test(`the end of an interview in ${title}`, async (t) => {
    const server = await startServer(t);
    const browser = await openBrowser(t);
    const host = await hostOpensRoom(t, browser, server, "Asha Rao", options);
    const candidate = await arrive(t, browser, server, host.link, "Cleo Park", options);
    await candidate.knock();
    await host.admit("Cleo Park");
    await candidate.isInside();
    await host.start();
    const { page } = host;
    if (options.width < 1000) await page.getByRole("button", { name: "Chat", exact: true }).click();
    await host.openTab("Scorecard");
    await page.getByRole("group", { name: "Problem solving" }).waitFor();
    await look(page, `scorecard-tab-${tag}`);
    await host.end();
    await page.getByRole("button", { name: "Submit scorecard…" }).waitFor();
    await look(page, `end-${tag}`);
    await candidate.page.getByRole("heading", { name: "What is kept" }).waitFor();
    await look(candidate.page, `thanks-${tag}`);
    await fillCard(host);
    await look(page, `scorecard-${tag}`);
    await page.getByRole("button", { name: "Submit scorecard…" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Submit now" }).waitFor();
    await look(page, `submit-${tag}`);
    await page.getByRole("button", { name: "Submit now" }).click();
    await page.getByText(/Your scorecard is submitted/).waitFor();
    await look(page, `submitted-${tag}`);
    nothingWrongWith(tag);
  });
}

/** Rates all, with a note and a moment. */
async function fillCard(person) {
  for (const [index, competency] of COMPETENCIES.entries()) {
    await group(person, competency).getByRole("radio", { name: new RegExp(`^${index + 1}`) }).check();
  }
  await note(person, "Problem solving").fill("Drew the intervals first, then saw that sorting makes it a single pass.");
  await person.page.getByRole("button", { name: "Link a moment: Problem solving" }).click();
  await person.page.getByRole("menuitem", { name: /started/ }).click();
  await person.page.getByText("Draft saved").waitFor();
  await group(person, "Problem solving").scrollIntoViewIfNeeded();
}

/** Two interviewers, one of them a guest, and a candidate; the interview is under way. */
async function gather(t) {
  const { server, browser, host, candidate } = await interview(t);
  const second = await arrive(t, browser, server, host.link, "Ben Ode");
  await second.knock();
  await host.admit("Ben Ode");
  await second.isInside();
  await host.giveRole("Ben Ode", "Interviewer");
  await second.page.getByRole("tab", { name: "Scorecard" }).waitFor();
  return { host, second, candidate };
}

const note = (person, competency) => group(person, competency).getByRole("textbox");

function assertNever(person, secret) {
  const received = person.frames.some((frame) => frame.includes(secret));
  assert.equal(received, false, `${person.name} received "${secret}"`);
}
