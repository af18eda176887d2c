// What a candidate's browser tells: noted in neutral words, the same list for both sides, and said before they come in.

import assert from "node:assert/strict";
import { test } from "node:test";
import { interview } from "../harness/interview.mjs";
import { arrive } from "../harness/room.mjs";
import { playScenes } from "../harness/scenes.mjs";

const STATEMENT = "Merge all that overlap, zebra";
/** What is plugged in, as the page is told; the names are the candidate's own business. */
const DEVICES = () => {
  const device = (kind) => ({ kind, deviceId: kind, label: `walrus ${kind}` });
  window.devices = [device("videoinput"), device("audioinput")];
  const { mediaDevices } = navigator;
  mediaDevices.enumerateDevices = async () => window.devices;
  window.plug = (...kinds) => {
    window.devices = kinds.map(device);
    mediaDevices.dispatchEvent(new Event("devicechange"));
  };
};

/** In this order: each builds on the one before. */
const SCENES = {
  "the copy of the problem is noted with its length alone": async ({ host, candidate }) => {
    const choose = await host.writeProblem({ title: "Merge", statement: STATEMENT });
    await choose.click();
    const text = candidate.page.getByText(STATEMENT);
    await text.click({ clickCount: 3 });
    await candidate.page.keyboard.press("Control+c");
    await noted([host, candidate], `Problem text copied, ${STATEMENT.length} characters`);
  },

  "copying one's own code is not": async ({ host, candidate }) => {
    await candidate.typeAt("End", "zebra = 1");
    await candidate.page.keyboard.press("Control+a");
    await candidate.page.keyboard.press("Control+c");
    await candidate.page.evaluate(() => window.plug("audioinput"));
    await noted([host, candidate], "Devices changed: camera removed");
    assert.equal(await host.signals().getByText(/^Problem text copied/).count(), 1);
    assert.equal(await host.signals().getByText(/characters$/).innerText(), `Problem text copied, ${STATEMENT.length} characters`);
  },

  "what comes later is added to the same line, and no name is told": async ({ host, candidate }) => {
    await candidate.page.evaluate(() => window.plug("audioinput", "audiooutput"));
    await noted([host, candidate], "Devices changed: speaker added, camera removed");
    assert.ok(!host.frames.some((frame) => frame.includes("walrus")), "no name of a device left the browser");
  },

  "whoever comes later reads in the lobby what is noted": async ({ server, browser, host, t }) => {
    const { page } = await arrive(t, browser, server, host.link, "Dee Lane");
    await page.getByText("that text of the problem was copied, and how long it was").waitFor();
    await page.getByText("when a camera, microphone or speaker is plugged in or out, never which one").waitFor();
  },
};

test("what a browser tells is neutral, and the same for both sides", { timeout: 120_000 }, async (t) => {
  const play = await interview(t, { candidate: { initScript: DEVICES } });
  const { host, candidate } = play;
  for (const person of [host, candidate]) await person.openTab(/Signals/);
  if (!(await playScenes(t, SCENES, { ...play, t }))) return;
  for (const person of [host, candidate]) assert.deepEqual(person.problems, [], `${person.name} met script errors`);
});

/** Both sides read that line. */
async function noted(people, line) {
  for (const person of people) await person.signals().getByText(line).waitFor();
}
