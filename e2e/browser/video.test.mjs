// The call of a room, in real browsers with fake cameras: who sees and hears whom, and what off means.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Caller, callRoom, withoutDevices } from "../harness/call.mjs";
import { LOOKS, look, nothingWrongWith } from "../harness/pictures.mjs";
import { brightnessOf } from "../harness/seen.mjs";
import { until } from "../harness/server.mjs";

/** Within this time the tiles of all are right after someone comes or goes, in ms. */
const TILES_MS = 5_000;
/** How long is looked whether something comes that must not, in ms. */
const SILENCE_MS = 1_500;

const noProblems = (...people) => assert.deepEqual(people.flatMap(({ room }) => room.problems), []);

/** Both with microphone and camera on, and seeing each other. */
async function two(t) {
  const { host, comesIn, ...rest } = await callRoom(t);
  const cleo = await comesIn("Cleo Park");
  await host.joins();
  await cleo.joins();
  await host.sees("Cleo Park");
  await cleo.sees("Asha Rao");
  return { host, cleo, comesIn, ...rest };
}

test("two see and hear each other", async (t) => {
  const { host, cleo } = await two(t);
  assert.deepEqual([await host.ways(), await cleo.ways()], [["host/host"], ["host/host"]]);
  assert.ok((await host.bytesWithin("microphone", 500)) > 0, "the host hears the candidate");
  assert.ok((await cleo.bytesWithin("microphone", 500)) > 0, "the candidate hears the host");
  noProblems(host, cleo);
});

test("who has nothing on sees those who have", async (t) => {
  const { host, comesIn } = await callRoom(t);
  const cleo = await comesIn("Cleo Park");
  await host.joins();
  await cleo.sees("Asha Rao");
  assert.equal(await host.bytesWithin("camera", SILENCE_MS), 0);
  noProblems(host, cleo);
});

test("four see each other in twelve pictures, and a fifth is told and heard", async (t) => {
  const { host, comesIn } = await callRoom(t);
  const four = [host];
  for (const name of ["Cleo Park", "Ben Ode", "Dana Li"]) four.push(await comesIn(name));
  for (const person of four) await person.joins();
  for (const viewer of four) {
    for (const other of four) if (other !== viewer) await viewer.sees(other.name);
  }
  for (const person of four) await person.sendsAtMost(2_400_000);
  const fifth = await comesIn("Eve Sand");
  await fifth.page.getByText("4 places for video are taken").waitFor();
  await fifth.button("Join call").click();
  await fifth.button("Turn microphone off").waitFor();
  assert.equal(await fifth.button("Turn camera on").isDisabled(), true);
  await until(async () => (await fifth.bytes("microphone")) > 0, "the fifth hears the others", 15_000);
  await fifth.seesNoPictureOf("Cleo Park");
  assert.equal(await fifth.bytes("camera"), 0);
  await host.sees("Dana Li");
  noProblems(...four, fifth);
});

test("both have something to negotiate at once, six rounds", async (t) => {
  const { host, cleo } = await two(t);
  for (let round = 1; round <= 6; round += 1) {
    const at = Date.now() + 300;
    await Promise.all([host, cleo].map((person) => person.addsTrackAt(at)));
    await until(
      async () => (await host.settledPlaces()) === 4 + 2 * round && (await cleo.settledPlaces()) === 4 + 2 * round,
      `round ${round} is settled`,
    );
  }
  const offers = [await host.offers(), await cleo.offers()];
  t.diagnostic(`offers: ${JSON.stringify(offers)}`);
  for (const { made, takenBack } of offers) {
    assert.ok(made >= 6, "one side had nothing to say: the test shows nothing");
    assert.equal(takenBack, 0);
  }
  await host.sees("Cleo Park");
  await cleo.sees("Asha Rao");
  assert.deepEqual([await host.sessions(), await cleo.sessions()], [1, 1]);
  noProblems(host, cleo);
});

test("a screen is shared and taken back", async (t) => {
  const { host, cleo } = await two(t);
  await cleo.button("Share screen").click();
  await host.screenOf("Cleo Park").locator("video").waitFor();
  await host.seesScreenOf("Cleo Park");
  await host.sees("Cleo Park");
  await host.screenOf("Cleo Park").hover();
  await host.button("Enlarge: Screen of Cleo Park").click();
  await host.page.getByRole("dialog", { name: "Cleo Park's screen" }).locator("video").waitFor();
  await host.page.keyboard.press("Escape");
  await cleo.button("Stop sharing").click();
  await host.screenOf("Cleo Park").waitFor({ state: "detached" });
  assert.equal(await host.bytesWithin("screen", SILENCE_MS), 0);
  noProblems(host, cleo);
});

test("off is off, and stays so through a reconnection", async (t) => {
  const { host, cleo } = await two(t);
  assert.equal(await cleo.camerasInUse(), 1);
  await cleo.button("Turn camera off").click();
  await cleo.button("Turn microphone off").click();
  await host.seesNoPictureOf("Cleo Park");
  assert.equal(await cleo.camerasInUse(), 0, "its light is on still");
  const silent = async () =>
    (await host.bytesWithin("camera", SILENCE_MS)) === 0 && (await host.bytesWithin("microphone", SILENCE_MS)) === 0;
  assert.ok(await silent(), "something came from what was off");
  await cleo.room.cutOff();
  await cleo.room.status(/^Reconnecting/).waitFor();
  assert.equal(await cleo.openConnections(), 0, "something is sent while reconnecting is shown");
  await cleo.room.restore();
  await cleo.sees("Asha Rao");
  assert.ok(await silent(), "something came from what was off before the reconnection");
  await host.seesNoPictureOf("Cleo Park");
  await cleo.button("Turn camera on").click();
  await host.sees("Cleo Park");
  noProblems(host, cleo);
});

test("what was on is on again after a reconnection and after a reload", async (t) => {
  const { host, cleo } = await two(t);
  await cleo.room.cutOff();
  await cleo.room.status(/^Reconnecting/).waitFor();
  await cleo.room.restore();
  await host.sees("Cleo Park");
  await cleo.sees("Asha Rao");
  await cleo.page.reload();
  await cleo.room.isInside();
  await host.sees("Cleo Park");
  await cleo.sees("Asha Rao");
});

test("a short loss of the room leaves each tile in its place, which says so", async (t) => {
  const { host, cleo } = await two(t);
  await host.watchesTile("Cleo Park");
  await cleo.watchesTile("Asha Rao");
  cleo.room.cable.reset();
  await until(async () => (await host.sessions()) > 1, "the call is made anew");
  await Promise.all([host.sees("Cleo Park"), cleo.sees("Asha Rao")]);
  for (const person of [host, cleo]) {
    const { missing, texts } = await person.watched();
    assert.equal(missing, 0, `${person.name} misses a tile`);
    assert.ok(texts.some((text) => text.includes("Reconnecting")), `${person.name} is not told: ${texts}`);
    assert.ok(!texts.at(-1).includes("Reconnecting"), `${person.name} is told still`);
  }
});

test("a connection that fails is made anew, with what is on and what is off", async (t) => {
  const { host, cleo } = await two(t);
  await cleo.button("Turn microphone off").click();
  await cleo.withPeers((peer) => peer.close());
  // Closed here, nothing comes there: the other side notices, and both begin anew.
  await until(async () => (await host.sessions()) > 1, "a new session", 20_000);
  await host.sees("Cleo Park");
  await cleo.sees("Asha Rao");
  assert.equal(await host.bytesWithin("microphone", SILENCE_MS), 0);
});

test("other ways are looked for, on both sides at once, while a screen is shared and a microphone mute", async (t) => {
  const { host, cleo } = await two(t);
  await cleo.button("Share screen").click();
  await cleo.button("Turn microphone off").click();
  await host.seesScreenOf("Cleo Park");
  const names = async () => [await host.iceNames(), await cleo.iceNames()].flat();
  const before = await names();
  const sent = await cleo.tracks();
  for (const person of [host, cleo]) await person.withPeers((peer) => peer.restartIce());
  const agreed = async () => {
    const now = await names();
    return now.length === 4 && now.every((name) => !before.includes(name));
  };
  await until(agreed, "both sides agree on other ways", 20_000);
  await host.seesScreenOf("Cleo Park");
  await host.sees("Cleo Park");
  await cleo.sees("Asha Rao");
  assert.equal(await host.bytesWithin("microphone", SILENCE_MS), 0, "mute is mute");
  assert.ok((await cleo.bytesWithin("microphone", 500)) > 0, "the candidate hears the host");
  assert.deepEqual([await host.sessions(), await cleo.sessions()], [1, 1]);
  assert.deepEqual(await cleo.tracks(), sent);
  noProblems(host, cleo);
});

test("one comes late, one leaves, one's tab is killed: the tiles are right", async (t) => {
  const { host, cleo, comesIn } = await two(t);
  const ben = await comesIn("Ben Ode");
  await Promise.all([host, cleo].map(({ name }) => ben.sees(name)));
  await ben.joins();
  await host.sees("Ben Ode");
  await cleo.sees("Ben Ode");
  await host.sendsAtMost(2_400_000);
  await ben.room.page.goto("about:blank");
  await Promise.all(
    [host, cleo].map((person) => person.tile("Ben Ode").waitFor({ state: "detached", timeout: TILES_MS })),
  );
  await host.sendsAtMost(1_200_000);
  await cleo.crashes();
  await host.tile("Cleo Park").waitFor({ state: "detached", timeout: TILES_MS });
  await host.tile("Asha Rao").waitFor();
});

test("a candidate without camera and microphone takes part, and is told what is missing", async (t) => {
  const { server, host } = await callRoom(t);
  const cleo = new Caller(await withoutDevices(t, server, host.room.link, "Cleo Park"));
  await cleo.room.knock();
  await host.room.admit("Cleo Park");
  await cleo.room.isInside();
  await host.joins();
  await cleo.sees("Asha Rao");
  await cleo.button("Join call").click();
  await cleo.page.getByText(/No camera was found/).waitFor();
  await cleo.page.getByText(/No microphone was found/).waitFor();
  await cleo.room.says("no camera here");
  await host.room.chat().getByText("no camera here").waitFor();
  await cleo.sees("Asha Rao");
});

test("in focus time nobody sees the candidate, or hears them unasked", async (t) => {
  const { host, cleo } = await two(t);
  await host.button("Focus time").click();
  await host.page.getByRole("dialog").getByRole("button", { name: /Start 10 minutes/ }).click();
  await host.seesNoPictureOf("Cleo Park");
  await cleo.button("Turn microphone on").waitFor();
  assert.equal(await host.bytesWithin("camera", SILENCE_MS), 0);
  assert.equal(await host.bytesWithin("microphone", SILENCE_MS), 0);
  await cleo.sees("Asha Rao");
  await host.button("End focus time").click();
  await host.sees("Cleo Park");
});

test("another camera and microphone while the call goes on", async (t) => {
  const { host, cleo } = await two(t);
  const before = await cleo.tracks();
  await cleo.button("Camera and sound settings").click();
  const dialog = cleo.page.getByRole("dialog", { name: "Camera and sound" });
  for (const device of ["Camera", "Microphone"]) {
    const choice = dialog.getByRole("combobox", { name: device });
    await choice.selectOption({ index: (await choice.getByRole("option").count()) - 1 });
  }
  await until(async () => (await cleo.tracks()).every((id) => !before.includes(id)), "other devices are in use");
  await dialog.getByRole("button", { name: "Done" }).click();
  await host.sees("Cleo Park");
  assert.ok((await host.bytesWithin("microphone", 500)) > 0);
  assert.equal(await cleo.sessions(), 1);
});

test("what is tried in the lobby is seen by nobody, and comes along", async (t) => {
  const { host, comesToTheDoor } = await callRoom(t);
  const cleo = await comesToTheDoor("Cleo Park");
  await cleo.page.getByText(/The server answers in \d+ ms/).waitFor();
  await cleo.button("Try camera and microphone").click();
  const own = cleo.page.locator('video[aria-label="What your camera shows"]');
  await until(async () => (await brightnessOf(own)) > 10, "the preview shows something", 30_000);
  const level = cleo.page.getByRole("meter", { name: "Microphone level" });
  await until(async () => Number(await level.getAttribute("aria-valuenow")) > 20, "the meter moves with the beeps");
  assert.equal(await cleo.sessions(), 0, "nobody is connected to who stands at the door");
  await cleo.room.knock();
  await host.room.admit("Cleo Park");
  await cleo.room.isInside();
  await host.sees("Cleo Park");
  assert.ok((await host.bytesWithin("microphone", 500)) > 0);
  noProblems(host, cleo);
});

for (const { tag, title, ...options } of LOOKS) {
  test(`lobby and call in ${title}`, async (t) => {
    const { host, comesToTheDoor } = await callRoom(t, options);
    const narrow = options.width < 1000;
    const cleo = await comesToTheDoor("Cleo Park", options);
    await cleo.page.getByText(/The server answers/).waitFor();
    await cleo.button("Try camera and microphone").click();
    await cleo.page.getByRole("meter", { name: "Microphone level" }).waitFor();
    await cleo.button("Choose devices").click();
    await look(cleo.page, `lobby-devices-${tag}`, { fullPage: true });
    await cleo.room.knock();
    await host.room.admit("Cleo Park");
    await cleo.room.isInside();
    if (narrow) await host.button("People").click();
    await look(host.page, `call-join-${tag}`);
    await host.joins();
    await host.sees("Cleo Park");
    await look(host.page, `call-${tag}`);
    await host.button("Camera and sound settings").click();
    await host.page.getByRole("dialog", { name: "Camera and sound" }).waitFor();
    await look(host.page, `call-devices-${tag}`);
    await cleo.sees("Asha Rao");
    await look(cleo.page, `call-candidate-${tag}`);
    await host.button("Done").click();
    await host.room.start();
    await host.room.end();
    await host.page.getByRole("heading", { name: "Your scorecard" }).waitFor();
    await look(host.page, `call-end-${tag}`);
    nothingWrongWith(tag);
  });
}

test("the time from Join to the first picture on the other side, median of 10", async (t) => {
  const { host, comesIn } = await callRoom(t);
  const cleo = await comesIn("Cleo Park");
  const times = [];
  for (let round = 0; round < 10; round += 1) {
    const shown = host.firstPicture("Cleo Park");
    const asked = await cleo.button("Join call").evaluate((button) => {
      const at = Date.now();
      button.click();
      return at;
    });
    times.push((await shown) - asked);
    await cleo.button("Turn camera off").click();
    await cleo.button("Turn microphone off").click();
    await host.seesNoPictureOf("Cleo Park");
    // Another page is another connection: nothing is left of this round's.
    await cleo.page.reload();
    await cleo.room.isInside();
  }
  times.sort((a, b) => a - b);
  t.diagnostic(`ms to the first picture: ${times.join(" ")}; median ${(times[4] + times[5]) / 2}`);
  // Of a machine that does nothing else one second is asked; what runs beside a test is not known.
  assert.ok(times[5] < 3_000, `median ${times[5]} ms`);
});
