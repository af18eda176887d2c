// A whiteboard in two browsers: what both draw is seen by both, is there after a reload, and in the log.

import assert from "node:assert/strict";
import { test } from "node:test";
import { interview } from "../harness/interview.mjs";
import { joinAsGuest } from "../harness/http.mjs";
import { logOf, replayed } from "../harness/log.mjs";
import { connect } from "../harness/participant.mjs";
import { LOOKS, look, nothingWrongWith } from "../harness/pictures.mjs";
import { until } from "../harness/server.mjs";
import { seeTheSame, Whiteboard } from "../harness/whiteboard.mjs";

// Right of the panel in which one chooses colours.
const LEFT = { x: 260, y: 120, width: 150, height: 90 };
const RIGHT = { x: 460, y: 260, width: 150, height: 90 };
const WORDS = { x: 280, y: 420, width: 120, height: 40 };

/** The host opens a whiteboard, and both are at it. */
async function drawing(t, options) {
  const scene = await interview(t, options);
  const boards = [new Whiteboard(scene.host), new Whiteboard(scene.candidate)];
  await scene.host.chooses("New pad");
  const dialog = scene.host.page.getByRole("dialog", { name: "New pad" });
  await dialog.getByText("Whiteboard").click();
  await dialog.getByLabel("Title").fill("Sketch");
  await dialog.getByRole("button", { name: "Open pad" }).click();
  await boards[0].isThere();
  await boards[1].opens(/Sketch/);
  return { ...scene, boards };
}

/** What the elements of a pad are, the deleted ones left out. */
const elementsIn = (doc) =>
  Object.values(doc.getMap("elements").toJSON())
    .filter(({ isDeleted }) => !isDeleted)
    .sort((a, b) => (a.id < b.id ? -1 : 1));

/** A guest who reads what the server holds of the whiteboard. */
async function reader(t, server, host) {
  const room = { id: host.link.split("/").at(-1) };
  const guest = await connect(server, await joinAsGuest(server, room, "Gus Lee"), room);
  t.after(() => guest.leave());
  await guest.does("knock");
  await host.admit("Gus Lee");
  await guest.sees(({ me }) => me.state === "inside");
  return { guest, room, pad: guest.pad("whiteboard") };
}

test("what two people draw at once is the same for both, after a reload, and out of the log", async (t) => {
  const { server, host, candidate, boards } = await drawing(t);
  const [hosts, candidates] = boards;
  await Promise.all([hosts.draws("Rectangle", LEFT), candidates.draws("Rectangle", RIGHT)]);
  await seeTheSame(boards, [LEFT, RIGHT]);
  await candidates.writes("queue", WORDS);
  const before = await seeTheSame(boards, [LEFT, RIGHT, WORDS]);
  await host.page.getByRole("tab", { name: /Sketch.*here now: Cleo Park/ }).waitFor();

  await candidate.status(/Saved/).waitFor();
  await candidate.page.reload();
  await candidate.isInside();
  await candidates.opens(/Sketch/);
  assert.equal(await seeTheSame(boards, [LEFT, RIGHT, WORDS]), before);

  const { guest, pad, room } = await reader(t, server, host);
  const held = elementsIn(await guest.open(pad));
  assert.deepEqual(held.map(({ type }) => type).sort(), ["rectangle", "rectangle", "text"]);
  const entries = await logOf(t, server, room);
  assert.deepEqual(elementsIn(replayed(entries, pad)), held);
  assert.equal(new Set(entries.filter(({ edits }) => edits).map(({ actor }) => actor)).size, 2);
  assert.deepEqual([...host.problems, ...candidate.problems], []);
});

test("a locked whiteboard takes nothing from the candidate, and undo takes back one's own", async (t) => {
  const { host, candidate, boards } = await drawing(t);
  const [hosts, candidates] = boards;
  await candidates.draws("Rectangle", LEFT);
  await hosts.draws("Ellipse", RIGHT);
  await seeTheSame(boards, [LEFT, RIGHT]);
  await host.page.keyboard.press("Control+z");
  await goneFor(boards, RIGHT);
  assert.ok((await candidates.ink(LEFT)) > 20);

  await host.page.getByRole("button", { name: "Lock editing" }).click();
  await candidate.page.getByText("An interviewer locked this pad. You can still read it.").waitFor();
  assert.equal(await candidates.region().getByTitle(/^Rectangle/).count(), 0);
  await hosts.draws("Rectangle", RIGHT);
  await until(async () => (await candidates.ink(RIGHT)) > 20, "the candidate sees it");
});

test("what one drew in the moment before another pad is opened is there", async (t) => {
  const { server, host, candidate, boards } = await drawing(t);
  const [, candidates] = boards;
  await candidates.draws("Rectangle", LEFT);
  await seeTheSame(boards, [LEFT]);
  const { guest, pad } = await reader(t, server, host);
  const doc = await guest.open(pad);
  const [{ x }] = elementsIn(doc);
  for (let step = 0; step < 8; step += 1) await candidate.page.keyboard.press("Shift+ArrowRight");
  await candidate.page.getByRole("tab", { name: /Code/ }).click();
  await candidate.status(/Saved/).waitFor();
  await until(() => elementsIn(doc)[0].x === x + 40, "all of it arrived");
});

test("a drawing that a lock kept out comes back, to be pasted where it belongs", async (t) => {
  const { host, candidate, boards } = await drawing(t);
  const [hosts, candidates] = boards;
  await host.openTab(/Signals/);
  await candidate.cutOff();
  await candidates.draws("Rectangle", LEFT);
  await candidate.status(/Offline, \d+ changes? kept$/).waitFor();
  await host.page.getByRole("button", { name: "Lock editing" }).click();
  await candidate.restore();
  const dialog = candidate.page.getByRole("dialog", { name: "Some of your drawing was not saved" });
  await dialog.getByText("“Sketch” was locked while you drew.").waitFor();
  await dialog.getByRole("button", { name: "Copy" }).click();
  await dialog.getByRole("button", { name: "Done" }).click();
  assert.equal(await candidates.ink(LEFT), 0);
  await host.page.getByRole("button", { name: "Unlock editing" }).click();
  await candidates.region().getByTitle(/^Rectangle/).first().waitFor();
  await candidates.takes("Selection");
  await candidate.page.mouse.move(...(await candidates.middleOf(RIGHT)));
  await candidate.page.keyboard.press("Control+v");
  await seeTheSame(boards, [RIGHT]);
  assert.equal(await hosts.ink(LEFT), 0);
  assert.equal(await host.signals().getByText(/Pasted/).count(), 0);
});

test("shapes that a candidate copies within the whiteboard are no signal, a text from outside is one", async (t) => {
  const { host, candidate, boards } = await drawing(t);
  const [, candidates] = boards;
  await host.openTab(/Signals/);
  await candidates.draws("Rectangle", LEFT);
  for (const keys of ["Control+c", "Control+v"]) await candidate.page.keyboard.press(keys);
  await candidate.page.evaluate(() => navigator.clipboard.writeText("from elsewhere"));
  await candidate.page.keyboard.press("Control+v");
  await host.signals().getByText("Pasted from outside into Sketch, 14 characters").waitFor();
  assert.equal(await host.signals().getByText(/Pasted/).count(), 1);
  // Its menu reads the clipboard without an event.
  await candidate.page.mouse.click(...(await candidates.middleOf(RIGHT)), { button: "right" });
  await candidates.region().locator(".context-menu").getByText("Paste", { exact: true }).click();
  await host.signals().getByText("Pasted from outside into Sketch, 28 characters").waitFor();
});

async function goneFor(boards, box) {
  const inks = () => Promise.all(boards.map((board) => board.ink(box)));
  await until(async () => (await inks()).every((ink) => ink === 0), "nobody sees it");
}

for (const { tag, title, ...options } of LOOKS) {
  test(`the whiteboard in ${title}`, async (t) => {
    const { host, candidate, boards } = await drawing(t, { host: options, candidate: options });
    const [hosts, candidates] = boards;
    const x = options.width > 1000 ? 260 : 40;
    await hosts.draws("Rectangle", { x, y: 120, width: 150, height: 80 });
    await candidates.draws("Ellipse", { x: x + 170, y: 260, width: 120, height: 80 });
    await candidates.writes("queue", { x: x + 20, y: 300 });
    await look(host.page, `whiteboard-host-${tag}`);
    await look(candidate.page, `whiteboard-candidate-${tag}`);
    await host.page.getByRole("button", { name: "Lock editing" }).click();
    await candidate.page.getByText("An interviewer locked this pad").waitFor();
    await look(candidate.page, `whiteboard-locked-${tag}`);
    nothingWrongWith(tag);
  });
}
