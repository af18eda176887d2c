// The whole interview in real browsers: two interviewers and a candidate, one editor.

import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { openBrowser } from "../harness/chromium.mjs";
import { arrive, converge, count, hostMakesRoom } from "../harness/room.mjs";
import { startInstallation } from "../harness/installation.mjs";
import { playScenes } from "../harness/scenes.mjs";
import { until } from "../harness/server.mjs";

const OFFLINE_MS = 30_000;
const EVERY_MS = 1_000;
const SECRET_STATEMENT = "Return the zebrafish of two sorted lists";
const SECRET_HINT = "Remember the pelican";
const SECRET_NOTE = "seems-nervous-at-first";

/** In this order: each builds on the one before. */
const SCENES = {
  "a guest becomes the second interviewer": async ({ host, second }) => {
    await second.knock();
    await host.admit("Ben Ode");
    await second.isInside();
    await host.giveRole("Ben Ode", "Interviewer");
    await second.page.getByRole("tab", { name: "Notes" }).waitFor();
    await host.start();
  },

  "both interviewers see the knock, one admits, both cards go, the other hears who decided": async (play) => {
    const { host, second, candidate } = play;
    await candidate.knock();
    await host.knockCard("Cleo Park").waitFor();
    await second.knockCard("Cleo Park").waitFor();
    // The second decides on what they still see: their click leaves once their network is back.
    await second.cutOff();
    await second.admit("Cleo Park");
    await host.admit("Cleo Park");
    await host.knockCard("Cleo Park").waitFor({ state: "detached" });
    await candidate.isInside();
    await second.restore();
    await second.page.getByText("Already admitted by Asha Rao.").waitFor();
    await second.knockCard("Cleo Park").waitFor({ state: "detached" });
  },

  "three type at once and the texts converge": async ({ host, second, candidate }) => {
    await host.typeAt("End", "\n\n");
    await converge([host, second, candidate], (text) => text === "\n\n");
    // Each in a line of their own, so that words stay words.
    await Promise.all([
      host.typeAt("Home", "host was here ".repeat(5)),
      candidate.typeAt("End", "so was cleo ".repeat(5)),
      second.typeAt("Home", "and ben ".repeat(5), { down: 1 }),
    ]);
    const all = (text) => ["host was here", "so was cleo", "and ben"].every((words) => count(text, words) === 5);
    await converge([host, second, candidate], all);
  },

  "undo keeps the other's text": async ({ host, candidate }) => {
    await candidate.typeAt("End", "DROP");
    await host.typeAt("Home", "KEEP ");
    await converge([host, candidate], (text) => text.includes("KEEP") && text.includes("DROP"));
    await candidate.undo();
    const left = (text) => text.includes("KEEP") && !text.includes("DROP") && count(text, "host was here") === 5;
    await converge([host, candidate], left);
  },

  "nothing typed in 30 s offline is lost": async ({ host, candidate }) => {
    await candidate.cutOff();
    const numbers = await typeMeanwhile(host, candidate, OFFLINE_MS);
    await candidate.status(/Offline, \d+ changes? kept$/).waitFor();
    await candidate.restore();
    const all = (text) => numbers.every((n) => count(text, `off${n};`) === 1 && count(text, `on${n};`) === 1);
    await converge([host, candidate], all, 5_000);
    await candidate.status(/Saved/).waitFor();
    assert.ok(numbers.length >= 10, `only ${numbers.length} words were typed`);
  },

  "after a reconnection, too, undo takes back one's own text only": async ({ host, candidate }) => {
    await candidate.typeAt("End", "MINE");
    await converge([host, candidate], (text) => text.includes("MINE"));
    await candidate.cutOff();
    await candidate.status(/Offline/).waitFor();
    await host.typeAt("Home", "THEIRS ");
    await candidate.restore();
    await converge([host, candidate], (text) => text.includes("THEIRS") && text.includes("MINE"));
    await candidate.undo();
    await converge([host, candidate], (text) => text.includes("THEIRS") && !text.includes("MINE"));
  },

  "who reloads is back without knocking, and the text is there": async ({ candidate }) => {
    const before = await candidate.text();
    await candidate.page.reload();
    await candidate.isInside();
    await until(async () => (await candidate.text()) === before, "the text is back");
  },

  "a switched tab is seen within a second, by the candidate in the same words": async ({ host, candidate }) => {
    await host.openTab(/Signals/);
    await candidate.openTab(/Signals/);
    const other = await candidate.switchTab();
    const line = host.signals().getByRole("listitem").filter({ hasText: /tab/i }).first();
    await line.waitFor({ timeout: 1_000 });
    const words = (await line.innerText()).split("\n")[0];
    await candidate.signals().getByText(words, { exact: true }).first().waitFor();
    await other.close();
    await candidate.comesBackToTheTab();
    await host.signals().getByText(/Tab in the background for/).waitFor();
  },

  "private notes reach interviewers only": async ({ host, second, candidate }) => {
    await host.openTab("Notes");
    await second.openTab("Notes");
    await host.notes().fill(SECRET_NOTE);
    await until(async () => (await second.notes().inputValue()).includes(SECRET_NOTE), "the other reads it");
    assert.ok(received(second, SECRET_NOTE), "frames are read as they come");
    assert.equal(await candidate.page.getByRole("tab", { name: "Notes" }).count(), 0);
  },

  "a problem reaches the candidate's browser when it is chosen, not before": async ({ host, second, candidate }) => {
    const choose = await host.writeProblem({ title: "Merge", statement: SECRET_STATEMENT, hint: SECRET_HINT });
    assertNever(candidate, SECRET_STATEMENT);
    await choose.click();
    await candidate.page.getByText(SECRET_STATEMENT).waitFor();
    assert.ok(received(candidate, SECRET_STATEMENT), "the statement came in a frame");
    assert.ok(received(second, SECRET_HINT), "interviewers have the hints");
  },

  "a hint reaches the candidate's browser when it is revealed, not before": async ({ host, candidate }) => {
    assertNever(candidate, SECRET_HINT);
    await host.page.getByRole("button", { name: "Reveal hint 1" }).click();
    await candidate.page.getByText(SECRET_HINT).waitFor();
  },

  "one who waits at the door receives nothing of it": async ({ host, latecomer }) => {
    await latecomer.knock();
    await host.knockCard("Dina Ruiz").waitFor();
    await host.typeAt("End", "after the knock");
    await host.status(/Saved/).waitFor();
    assert.ok(received(latecomer, "Asha Rao"), "the lobby says who is hosting");
    for (const secret of [SECRET_STATEMENT, SECRET_HINT, SECRET_NOTE, "Cleo Park"]) assertNever(latecomer, secret);
  },

  "who was removed must knock again, also after a reload": async ({ host, second, candidate }) => {
    await host.remove("Cleo Park");
    await candidate.page.getByRole("button", { name: "Ask to join" }).waitFor();
    await candidate.page.reload();
    await candidate.knock();
    await second.knockCard("Cleo Park").waitFor();
    await host.admit("Cleo Park");
    await second.knockCard("Cleo Park").waitFor({ state: "detached", timeout: 1_000 });
    await candidate.isInside();
  },

  "the end closes the candidate within a second": async ({ host, second, candidate }) => {
    await host.end();
    await candidate.page.getByRole("heading", { name: /That's it, Cleo/ }).waitFor({ timeout: 1_000 });
    await second.page.getByText("The interview has ended. You can still read and copy.").waitFor();
    await host.page.getByRole("button", { name: "Reopen interview" }).waitFor();
  },

  "after a reopening the candidate is back without knocking": async ({ host, candidate }) => {
    await host.page.getByRole("button", { name: "Reopen interview" }).click();
    await candidate.page.getByRole("button", { name: "Look again now" }).click();
    await candidate.isInside();
  },
};

test("an interview, from the first knock to the end", { timeout: 240_000 }, async (t) => {
  const play = await gather(t);
  if (!(await playScenes(t, SCENES, play))) return;
  assertNever(play.candidate, SECRET_NOTE);
  for (const person of Object.values(play)) {
    assert.deepEqual(person.problems, [], `${person.name} met script errors`);
  }
});

async function gather(t) {
  const server = await startInstallation(t);
  const browser = await openBrowser(t);
  const host = await hostMakesRoom(t, browser, server, "Asha Rao");
  const second = await arrive(t, browser, server, host.link, "Ben Ode");
  const candidate = await arrive(t, browser, server, host.link, "Cleo Park");
  const latecomer = await arrive(t, browser, server, host.link, "Dina Ruiz");
  return { host, second, candidate, latecomer };
}

/** Both type a word a second for so long; gives the words' numbers. */
async function typeMeanwhile(host, candidate, milliseconds) {
  const numbers = [];
  const end = performance.now() + milliseconds;
  while (performance.now() < end) {
    const n = numbers.length;
    const pause = sleep(EVERY_MS);
    await candidate.typeAt("End", ` off${n};`);
    await host.typeAt("Home", `on${n}; `);
    numbers.push(n);
    await pause;
  }
  return numbers;
}

const received = (person, words) => person.frames.some((frame) => frame.includes(words));

function assertNever(person, secret) {
  assert.equal(received(person, secret), false, `${person.name} received "${secret}"`);
}
