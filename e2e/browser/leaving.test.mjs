// What runs when a person leaves a call by any of its ways out: an end, another tab, another room.

import assert from "node:assert/strict";
import { test } from "node:test";
import { callRoom } from "../harness/call.mjs";
import { until } from "../harness/server.mjs";

/** Makes the browser ask for all that is wanted from now on, until it is told to allow it. */
const askForDevices = () => {
  const media = navigator.mediaDevices;
  const plain = { getUserMedia: media.getUserMedia.bind(media), getDisplayMedia: media.getDisplayMedia.bind(media) };
  let asked = 0;
  const allowed = new Promise((resolve) => {
    window.allow = resolve;
  });
  const given = [];
  for (const [name, get] of Object.entries(plain)) {
    media[name] = async (constraints) => {
      asked += 1;
      // Now, since a screen is given only within seconds of a click; the page hears of it later.
      const stream = await get(constraints);
      await allowed;
      given.push(...stream.getTracks());
      return stream;
    };
  }
  window.askedFor = () => asked;
  window.given = () => given.map(({ readyState }) => readyState);
};

test("at the end a candidate's devices are off, whatever the browser still asks, and after a reload", async (t) => {
  const { host, comesIn } = await callRoom(t);
  const cleo = await comesIn("Cleo Park");
  await host.room.start();
  await cleo.joins();
  await host.sees("Cleo Park");
  await cleo.button("Turn camera off").click();
  await cleo.page.evaluate(askForDevices);
  await cleo.button("Turn camera on").click();
  await cleo.button("Share screen").click();
  await until(async () => (await cleo.page.evaluate(() => window.askedFor())) === 2, "the browser asks for both");
  await host.room.end();
  await cleo.page.getByRole("heading", { name: /Thank you/ }).waitFor();
  await cleo.page.evaluate(() => window.allow());
  const given = () => cleo.page.evaluate(() => window.given());
  // A screen may come with its sound.
  await until(async () => (await given()).length >= 2, "camera and screen are given");
  await until(async () => (await given()).every((state) => state === "ended"), "and let go at once");
  await until(async () => (await cleo.inUse()).length === 0, "all is off");
  await cleo.page.reload();
  const thanks = cleo.page.getByRole("heading", { name: "That's it. Thank you." });
  await thanks.waitFor();
  await cleo.page.getByRole("heading", { name: "What is kept" }).waitFor();
  await cleo.button("Look again now").click();
  await thanks.waitFor();
  assert.deepEqual(await cleo.inUse(), []);
});

test("a candidate who reloads when it is over is not filmed", async (t) => {
  const { host, comesIn } = await callRoom(t);
  const cleo = await comesIn("Cleo Park");
  await host.room.start();
  await cleo.joins();
  await host.sees("Cleo Park");
  await cleo.room.cutOff();
  await cleo.room.status(/^Reconnecting/).waitFor();
  await host.room.end();
  await cleo.room.restore();
  // The page goes with camera and microphone on, and comes back to a room that has ended.
  await cleo.page.reload();
  const thanks = cleo.page.getByRole("heading", { name: "That's it. Thank you." });
  await thanks.waitFor();
  await cleo.button("Look again now").click();
  await thanks.waitFor();
  assert.deepEqual(await cleo.inUse(), []);
  await host.page.getByRole("button", { name: "Reopen interview" }).click();
  await cleo.button("Look again now").click();
  await cleo.button("Join call").waitFor();
  assert.deepEqual(await cleo.inUse(), []);
});

test("interviewers talk on at the end, and see there what is on", async (t) => {
  const { host, comesIn } = await callRoom(t);
  const ben = await comesIn("Ben Ode");
  await host.button("Options for Ben Ode").click();
  await host.page.getByRole("menuitem", { name: "Interviewer" }).click();
  await host.room.start();
  await host.joins();
  await ben.joins();
  await host.button("Share screen").click();
  await ben.screenOf("Asha Rao").waitFor();
  await host.room.end();
  for (const person of [host, ben]) await person.page.getByRole("heading", { name: "Your scorecard" }).waitFor();
  await host.sees("Ben Ode");
  await ben.sees("Asha Rao");
  assert.ok((await ben.bytesWithin("microphone", 500)) > 0, "they hear each other");
  await host.button("Stop sharing").click();
  await ben.screenOf("Asha Rao").waitFor({ state: "detached" });
  await host.button("Turn microphone off").click();
  await host.button("Turn camera off").click();
  await ben.seesNoPictureOf("Asha Rao");
  assert.equal(await host.camerasInUse(), 0);
  await host.button("Turn camera on").click();
  await ben.sees("Asha Rao");
});

test("the next room in the same tab begins with everything off", async (t) => {
  const { host } = await callRoom(t);
  await host.joins();
  await until(async () => (await host.inUse()).length === 2, "microphone and camera are on");
  await host.page.getByRole("link", { name: /CoDevLive/ }).first().click();
  await host.page.getByRole("button", { name: "New interview" }).first().click();
  assert.deepEqual(await host.inUse(), []);
  await host.page.getByRole("dialog").getByRole("button", { name: "Create and open" }).click();
  await host.room.isInside();
  await host.button("Join call").waitFor();
  assert.deepEqual(await host.inUse(), []);
});

test("the tab that a newer one took the call from films no more, until it takes it back", async (t) => {
  const { host, comesIn } = await callRoom(t);
  const cleo = await comesIn("Cleo Park");
  await cleo.joins();
  await host.sees("Cleo Park");
  const newer = await cleo.room.context.newPage();
  await newer.goto(cleo.page.url());
  await cleo.page.getByText("The call goes on in your other tab").waitFor();
  await until(async () => (await cleo.inUse()).length === 0, "the older tab's devices are off");
  await host.seesNoPictureOf("Cleo Park");
  assert.equal(await cleo.button("Turn camera on").isDisabled(), true);
  await cleo.page.bringToFront();
  await cleo.button("Take it here").click();
  await host.sees("Cleo Park");
  assert.ok((await host.bytesWithin("microphone", 500)) > 0);
});
