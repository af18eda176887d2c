// A network that drops UDP for a while, as one does that a person changes to: the picture goes and comes back by
// itself, and the editor, over TCP, notices nothing.

import assert from "node:assert/strict";
import { test } from "node:test";
import { callRoom, openCaller } from "../harness/call.mjs";
import { noNetworks, serverBetween, twoNetworks } from "../harness/networks.mjs";
import { converge, count } from "../harness/room.mjs";

/** How long UDP is blocked, and how soon after it all is as before, in ms. */
const BLOCKED_MS = 12_000;
const BACK_MS = 10_000;
/** What is typed is at the other one's within this time, also on a busy machine, in ms. */
const TYPED_MS = 2_000;
/** How long is looked whether something comes that must not, in ms. */
const SILENCE_MS = 1_500;

const skip = await noNetworks;

/** A host and a candidate in networks of their own, with all on; the server is in the host's. */
async function apart(t) {
  const [near, far] = await twoNetworks(t);
  const server = await serverBetween(t, [near, far]);
  const browsers = [await openCaller(t, { network: near }), await openCaller(t, { network: far })];
  // Who may use devices tells the others the addresses that they have; names of mDNS would not leave the network.
  const options = { at: server.url, permissions: ["camera", "microphone"] };
  const { host, comesIn } = await callRoom(t, options, { server, browsers });
  const cleo = await comesIn("Cleo Park", options);
  await host.joins();
  await cleo.joins();
  for (const person of [host, cleo]) await person.page.evaluate(() => Object.assign(window, { sameAsBefore: true }));
  return { host, cleo, far };
}

/** Blocks UDP for some time, in which `act` is done. */
async function blocked(t, network, act) {
  const ends = performance.now() + BLOCKED_MS;
  await network.blockUdp();
  await act();
  const left = ends - performance.now();
  assert.ok(left > 0, `what was to be seen in a block of ${BLOCKED_MS} ms took ${-left} ms longer`);
  await new Promise((resolve) => setTimeout(resolve, left));
  const dropped = await network.unblockUdp();
  t.diagnostic(`${dropped} packets were dropped`);
  assert.ok(dropped > 0, "nothing was dropped: the test shows nothing");
}

const nothingReloaded = async (...people) => {
  for (const person of people) assert.ok(await person.page.evaluate(() => window.sameAsBefore), `${person.name}'s page`);
};

test("UDP is blocked for 12 s: the tile says so, the editor goes on, the picture comes back", { skip }, async (t) => {
  const { host, cleo, far } = await apart(t);
  // A line for each, so that neither types into the other's words.
  await host.room.typeAt("Home", "one\n");
  await Promise.all([host.sees("Cleo Park"), cleo.sees("Asha Rao")]);
  await blocked(t, far, async () => {
    await Promise.all([
      host.tile("Cleo Park").getByText("Reconnecting").waitFor(),
      cleo.tile("Asha Rao").getByText("Reconnecting").waitFor(),
    ]);
    await Promise.all([host.room.typeAt("Home", "by-the-host "), cleo.room.typeAt("End", " by-the-candidate")]);
    const whole = (text) => count(text, "by-the-host") === 1 && count(text, "by-the-candidate") === 1;
    await converge([host.room, cleo.room], whole, TYPED_MS);
    for (const { room } of [host, cleo]) await room.status(/^Connected/).waitFor();
    await Promise.all([host, cleo].map(({ room }) => room.status(/Saved/).waitFor({ timeout: TYPED_MS })));
    assert.equal(await cleo.bytesWithin("camera", 200), 0, "a picture gets through what is blocked");
  });
  const unblocked = performance.now();
  await Promise.all([host.sees("Cleo Park", BACK_MS), cleo.sees("Asha Rao", BACK_MS)]);
  const took = performance.now() - unblocked;
  t.diagnostic(`the pictures moved again ${Math.round(took)} ms after the block`);
  assert.ok(took < BACK_MS, `${took} ms`);
  await Promise.all([host, cleo].map(({ page }) => page.getByText("Reconnecting").waitFor({ state: "detached" })));
  await nothingReloaded(host, cleo);
});

test("what was off before UDP was blocked is off after it, and what was on is on", { skip }, async (t) => {
  const { host, cleo, far } = await apart(t);
  await host.sees("Cleo Park");
  await host.button("Turn microphone off").click();
  await cleo.button("Turn camera off").click();
  await host.seesNoPictureOf("Cleo Park");
  const silent = async () => {
    const [face, voice] = await Promise.all([
      host.bytesWithin("camera", SILENCE_MS),
      cleo.bytesWithin("microphone", SILENCE_MS),
    ]);
    assert.deepEqual({ face, voice }, { face: 0, voice: 0 }, "bytes of what is off");
  };
  await silent();
  await blocked(t, far, () => host.tile("Cleo Park").getByText("Reconnecting").waitFor());
  await cleo.sees("Asha Rao", BACK_MS);
  await silent();
  assert.ok((await host.bytesWithin("microphone", SILENCE_MS)) > 0, "the host hears the candidate");
  await host.seesNoPictureOf("Cleo Park");
  await host.button("Turn microphone on").waitFor();
  await cleo.button("Turn camera on").waitFor();
  assert.equal(await cleo.camerasInUse(), 0);
  await cleo.tile("Asha Rao").getByRole("img", { name: "Microphone off" }).waitFor();
  await nothingReloaded(host, cleo);
  await cleo.button("Turn camera on").click();
  await host.sees("Cleo Park");
});
