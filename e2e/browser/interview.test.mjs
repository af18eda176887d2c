// The whole interview in real browsers: two interviewers and a candidate, one editor.

import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { openBrowser } from "../harness/chromium.mjs";
import { arrive, converge, hostOpensRoom } from "../harness/room.mjs";
import { startServer, until } from "../harness/server.mjs";

const OFFLINE_MS = 30_000;
const SECRET_STATEMENT = "Return the zebrafish of two sorted lists";
const SECRET_NOTE = "seems-nervous-at-first";

test("an interview, from the first knock to the end", { timeout: 240_000 }, async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const host = await hostOpensRoom(t, browser, server, "Asha Rao");
  const second = await arrive(t, browser, server, host.link, "Ben Ode");
  const candidate = await arrive(t, browser, server, host.link, "Cleo Park");
  const people = [host, second, candidate];
  t.after(async () => {
    for (const person of people) t.diagnostic(`${person.name}: ${person.problems.join("; ") || "no script errors"}`);
  });

  // Each step builds on the one before; the first that fails ends the test.
  const step = async (name, run) => {
    let failure;
    await t.test(name, async () => {
      await run().catch((error) => {
        failure = error;
        throw error;
      });
    });
    if (failure) throw failure;
  };

  await step("a guest becomes the second interviewer", async () => {
    await second.knock();
    await host.admit("Ben Ode");
    await second.isInside();
    await host.giveRole("Ben Ode", "Interviewer");
    await second.page.getByRole("tab", { name: "Notes" }).waitFor();
    await host.start();
  });

  await step("both interviewers see the knock, one admits, both cards go, the other hears who decided", async () => {
    await candidate.knock();
    await host.knockCard("Cleo Park").waitFor();
    await second.knockCard("Cleo Park").waitFor();
    await second.cutOff();
    await second.admit("Cleo Park");
    await host.admit("Cleo Park");
    await host.knockCard("Cleo Park").waitFor({ state: "detached" });
    await candidate.isInside();
    await second.restore();
    await second.page.getByText("Already admitted by Asha Rao.").waitFor();
    await second.knockCard("Cleo Park").waitFor({ state: "detached" });
  });

  await step("both type at once and the texts converge", async () => {
    await host.typeAt("End", "\n");
    await Promise.all([
      host.typeAt("Home", "host was here ".repeat(5)),
      candidate.typeAt("End", "so was cleo ".repeat(5)),
    ]);
    await converge(host, candidate, (text) => count(text, "host was here ") === 5 && count(text, "so was cleo") === 5);
  });

  await step("undo keeps the other's text", async () => {
    await candidate.typeAt("End", "DROP");
    await host.typeAt("Home", "KEEP ");
    await converge(host, candidate, (text) => text.includes("KEEP") && text.includes("DROP"));
    await candidate.undo();
    await converge(host, candidate, (text) => text.includes("KEEP") && !text.includes("DROP"));
  });

  await step("nothing typed in 30 s offline is lost", async () => {
    await candidate.cutOff();
    await candidate.typeAt("End", "while-offline");
    await host.typeAt("Home", "meanwhile ");
    await candidate.page.getByRole("status").filter({ hasText: /Offline, \d+ changes? kept/ }).waitFor();
    await sleep(OFFLINE_MS);
    await candidate.restore();
    await converge(
      host,
      candidate,
      (text) => count(text, "while-offline") === 1 && count(text, "meanwhile") === 1,
      10_000,
    );
    await candidate.page.getByRole("status").filter({ hasText: "Saved" }).waitFor();
  });

  await step("who reloads is back without knocking, and the text is there", async () => {
    const before = await candidate.text();
    await candidate.page.reload();
    await candidate.isInside();
    await until(async () => (await candidate.text()) === before, "the text is back");
  });

  await step("a switched tab is seen within a second, by the candidate in the same words", async () => {
    await host.openTab(/Signals/);
    await candidate.openTab(/Signals/);
    const other = await candidate.switchTab();
    const line = host.signals().getByRole("listitem").filter({ hasText: /tab/i }).first();
    await line.waitFor({ timeout: 1_000 });
    const words = (await line.innerText()).split("\n")[0];
    await candidate.signals().getByText(words, { exact: true }).first().waitFor();
    await other.close();
  });

  await step("private notes reach interviewers only", async () => {
    await host.openTab("Notes");
    await second.openTab("Notes");
    await host.notes().fill(SECRET_NOTE);
    await until(async () => (await second.notes().inputValue()).includes(SECRET_NOTE), "the other reads it");
    await assert.rejects(candidate.page.getByRole("tab", { name: "Notes" }).waitFor({ timeout: 200 }));
  });

  await step("a problem reaches the candidate's browser when it is chosen, not before", async () => {
    const choose = await host.writeProblem({ title: "Merge", statement: SECRET_STATEMENT });
    assertNever(candidate, SECRET_STATEMENT);
    await choose.click();
    await candidate.page.getByText(SECRET_STATEMENT).waitFor();
    assert.ok(received(candidate, SECRET_STATEMENT), "the statement came in a frame");
  });

  await step("who was removed must knock again", async () => {
    await host.remove("Cleo Park");
    await candidate.knock();
    await host.admit("Cleo Park");
    await candidate.isInside();
  });

  await step("the end closes the candidate within a second", async () => {
    await host.end();
    await candidate.page.getByRole("heading", { name: /That's it, Cleo/ }).waitFor({ timeout: 1_000 });
    await second.page.getByText(/ended/i).first().waitFor();
    await host.page.getByRole("button", { name: "Reopen interview" }).waitFor();
  });

  assertNever(candidate, SECRET_NOTE);
  for (const person of people) assert.deepEqual(person.problems, [], `${person.name} met script errors`);
});

const count = (text, part) => text.split(part).length - 1;

const received = (person, words) => person.frames.some((frame) => frame.includes(words));

function assertNever(person, secret) {
  assert.equal(received(person, secret), false, `${person.name} received "${secret}"`);
}
