// Problems prepared before the interview: written from the dashboard, started in the room, and nobody's but theirs
// who interview until then.

import assert from "node:assert/strict";
import { test } from "node:test";
import { openBrowser } from "../harness/chromium.mjs";
import { Keyboard } from "../harness/keyboard.mjs";
import { LOOKS, look, nothingWrongWith } from "../harness/pictures.mjs";
import { arrive, hostOpensRoom } from "../harness/room.mjs";
import { playScenes } from "../harness/scenes.mjs";
import { startServer, until } from "../harness/server.mjs";

const FIRST = { title: "Merge intervals", statement: "merge-the-zebras", hint: "sort-the-zebras", minutes: "1" };
const SECOND = { title: "LRU cache", statement: "cache-the-walrus", hint: "count-the-walrus", minutes: "30" };
/** Lets a page's clock jump; the page calls the function before anything else. */
const JUMPY_CLOCK = () => {
  const now = Date.now.bind(Date);
  window.ahead = 0;
  Date.now = () => now() + window.ahead;
};

/** In this order: each builds on the one before. */
const SCENES = {
  "the host prepares two from the dashboard": async ({ host }) => {
    await openAgenda(host);
    await write(host, SECOND);
    await write(host, FIRST);
    await host.page.getByText("2 problems, 31 min planned").waitFor();
    assert.deepEqual(await order(host), [SECOND.title, FIRST.title]);
  },

  "what is half written is there after a reload": async ({ host }) => {
    const { page } = host;
    await page.getByRole("button", { name: "Add a problem" }).click();
    await page.getByLabel("Statement").fill("half a thought");
    await page.reload();
    await openAgenda(host);
    assert.equal(await page.getByLabel("Statement").inputValue(), "half a thought");
    await page.getByRole("button", { name: "Discard" }).press("Enter");
  },

  "the keyboard alone puts them in order": async ({ host }) => {
    const keys = await Keyboard.of(host);
    await keys.activates("button", `Move ${FIRST.title} up`);
    await host.page.getByRole("status").filter({ hasText: `${FIRST.title} is number 1 of 2 now.` }).waitFor();
    // At the top the arrow that was pressed has nothing to do any more.
    await keys.comesTo("button", `Move ${FIRST.title} down`);
    await inOrder(host, [FIRST, SECOND]);
    await keys.press("Enter");
    await inOrder(host, [SECOND, FIRST]);
  },

  "so does the mouse": async ({ host }) => {
    const { page } = host;
    const row = (title) => page.getByRole("dialog").getByRole("listitem").filter({ hasText: title });
    const from = await row(FIRST.title).locator("[data-grip]").boundingBox();
    const to = await row(SECOND.title).boundingBox();
    await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
    await page.mouse.down();
    await page.mouse.move(from.x, to.y + 4, { steps: 5 });
    await page.mouse.up();
    await inOrder(host, [FIRST, SECOND]);
    await page.keyboard.press("Escape");
    await page.reload();
    await openAgenda(host);
    await inOrder(host, [FIRST, SECOND]);
  },

  "an interviewer sees them in the room, and the candidate nothing": async ({ host, second, candidate }) => {
    await host.page.goto(host.link);
    await host.isInside();
    await enter(host, second);
    await host.giveRole(second.name, "Interviewer");
    await enter(host, candidate);
    await host.start();
    const agenda = list(second);
    await agenda.getByText("0 of 2 · 0:00 of 31 min").waitFor();
    await agenda.getByRole("button", { name: `Start ${SECOND.title}` }).waitFor();
    assert.equal(await list(candidate).count(), 0);
    await candidate.page.getByRole("heading", { name: "The problem comes here" }).waitFor();
  },

  "one click starts the first for everyone": async ({ host, second, candidate }) => {
    await list(second).getByRole("button", { name: `Start ${FIRST.title}` }).click();
    for (const { page } of [host, second, candidate]) await page.getByText(FIRST.statement).waitFor();
    await list(host).getByRole("img", { name: "On now" }).waitFor();
    assert.equal(await list(host).getByRole("button", { name: `Start ${FIRST.title}` }).count(), 0);
  },

  "no frame to the candidate held a word of the second, nor the hints of the first": ({ candidate, second }) => {
    const received = candidate.frames.join("\n");
    assert.ok(received.includes(FIRST.statement), "what was chosen is found in frames");
    assert.ok(second.frames.join("\n").includes(SECOND.statement), "what interviewers get is found in frames");
    for (const secret of [SECOND.title, SECOND.statement, SECOND.hint, FIRST.hint]) {
      assert.ok(!received.includes(secret), secret);
    }
  },

  "more time than was planned is said in the same words": async ({ host }) => {
    await host.page.evaluate(() => (window.ahead = 90_000));
    const time = list(host).getByText(/^1:\d\d of 1 min$/);
    await time.waitFor();
    const color = (locator) => locator.evaluate((element) => getComputedStyle(element).color);
    assert.equal(await color(time), await color(list(host).getByText(/^30 min$/)));
    await host.page.evaluate(() => (window.ahead = 0));
  },

  "the next one is a word to the palette": async ({ host, candidate }) => {
    await host.chooses(`Start next: ${SECOND.title}`);
    await candidate.page.getByText(SECOND.statement).waitFor();
    await list(host).getByRole("img", { name: "Done" }).waitFor();
    await list(host).getByText(/^2 of 2 · /).waitFor();
  },

  "an interviewer adds one in the room": async ({ host, second }) => {
    await list(second).getByRole("button", { name: "Prepare…" }).click();
    await write(second, { title: "Word ladder", statement: "Step by step.", minutes: "15" });
    await second.page.keyboard.press("Escape");
    await list(second).getByRole("button", { name: "Start Word ladder" }).waitFor();
    // Without a reload: the page looks again by itself.
    await list(host).getByRole("button", { name: "Start Word ladder" }).waitFor({ timeout: 30_000 });
  },
};

test("problems are prepared, and started one by one", { timeout: 180_000 }, async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const host = await hostOpensRoom(t, browser, server, "Asha Rao", { initScript: JUMPY_CLOCK });
  const second = await arrive(t, browser, server, host.link, "Ben Ode");
  const candidate = await arrive(t, browser, server, host.link, "Cleo Park");
  if (!(await playScenes(t, SCENES, { host, second, candidate }))) return;
  for (const person of [host, second, candidate]) {
    assert.deepEqual(person.problems, [], `${person.name} met script errors`);
  }
});

for (const { tag, title, ...options } of LOOKS) {
  test(`an agenda in ${title}`, async (t) => {
    const server = await startServer(t);
    const browser = await openBrowser(t);
    const host = await hostOpensRoom(t, browser, server, "Asha Rao", options);
    const { page } = host;
    await openAgenda(host);
    await page.getByText("Nothing is prepared yet.").waitFor();
    await look(page, `agenda-none-${tag}`);
    for (const problem of [FIRST, SECOND, { title: "Word ladder", statement: "Step by step." }]) await write(host, problem);
    await page.getByRole("button", { name: "Delete LRU cache" }).click();
    await page.getByText("Delete it with its hints and code?").waitFor();
    await look(page, `agenda-${tag}`);
    await page.getByRole("button", { name: `Edit ${FIRST.title}` }).click();
    await page.getByLabel("Minutes planned").fill("soon");
    await page.getByRole("button", { name: "Save problem" }).click();
    await page.getByText("Whole minutes, 1 to 1440.").waitFor();
    await look(page, `agenda-form-${tag}`);
    await page.getByRole("button", { name: "Discard" }).click();
    await page.goto(host.link);
    await host.isInside();
    await host.start();
    if (options.width < 1000) await page.getByRole("button", { name: "Problem", exact: true }).click();
    await list(host).getByRole("button", { name: `Start ${FIRST.title}` }).waitFor();
    await look(page, `agenda-before-${tag}`);
    for (const { title } of [FIRST, SECOND]) await list(host).getByRole("button", { name: `Start ${title}` }).click();
    await list(host).getByRole("img", { name: "Done" }).waitFor();
    await look(page, `agenda-room-${tag}`);
    nothingWrongWith(tag);
  });
}

/** Opens it from the card of the only room on the dashboard. */
async function openAgenda({ page }) {
  await page.goto("/dashboard");
  await page.getByRole("button", { name: /^More for/ }).click();
  await page.getByRole("menuitem", { name: "Prepare problems" }).click();
  await page.getByRole("dialog").waitFor();
}

/** Adds a problem to the agenda that is open. */
async function write({ page }, { title, statement, hint, minutes = "" }) {
  await page.getByRole("button", { name: "Add a problem" }).click();
  await page.getByLabel("Title").fill(title);
  await page.getByLabel("Statement").fill(statement);
  if (hint) {
    await page.getByRole("button", { name: "Add a hint" }).click();
    await page.getByLabel("Hint 1").fill(hint);
  }
  await page.getByLabel("Minutes planned").fill(minutes);
  await page.getByRole("button", { name: "Save problem" }).click();
  await page.getByRole("button", { name: `Edit ${title}` }).waitFor();
}

async function order({ page }) {
  const names = await page.getByRole("button", { name: /^Edit / }).evaluateAll((all) => all.map((one) => one.getAttribute("aria-label")));
  return names.map((name) => name.replace("Edit ", ""));
}

const inOrder = (person, problems) =>
  until(async () => {
    const titles = await order(person);
    return titles.join() === problems.map(({ title }) => title).join();
  }, "they are in that order");

async function enter(host, person) {
  await person.knock();
  await host.admit(person.name);
  await person.isInside();
}

const list = ({ page }) => page.getByRole("region", { name: "Agenda" });
