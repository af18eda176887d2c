// The whole interview in real browsers: two interviewers and a candidate, one editor.

import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { openBrowser } from "../harness/chromium.mjs";
import { arrive, hostOpensRoom, typeAtEnd } from "../harness/room.mjs";
import { startServer, until } from "../harness/server.mjs";

const OFFLINE_MS = 30_000;
const SECRET_STATEMENT = "Return the zebrafish of two sorted lists";
const SECRET_NOTE = "seems-nervous-at-first";

test("an interview, from the first knock to the end", async (t) => {
  const server = await startServer(t);
  const browser = await openBrowser(t);
  const host = await hostOpensRoom(t, browser, server, "Asha Rao");
  const second = await arrive(t, browser, server, host.link, "Ben Ode");
  await second.knock();
  await host.admit("Ben Ode");
  await second.isInside();
  await host.giveRole("Ben Ode", "Interviewer");
  await second.page.getByRole("tab", { name: /notes/i }).first().waitFor();
  const candidate = await arrive(t, browser, server, host.link, "Cleo Park");

  await t.test("a guest knocks, both interviewers see the card, one admits, both cards go", async () => {
    await candidate.knock();
    await host.knockCard("Cleo Park").waitFor();
    await second.knockCard("Cleo Park").waitFor();
    await second.cutOff();
    await host.admit("Cleo Park");
    await host.knockCard("Cleo Park").waitFor({ state: "detached" });
    await second.admitWhileStale("Cleo Park");
    await second.restore();
    await second.page.getByText(/already admitted by Asha Rao/i).first().waitFor();
    await second.knockCard("Cleo Park").waitFor({ state: "detached" });
    await candidate.isInside();
  });

  await t.test("both type at once and the texts converge", async () => {
    await Promise.all([
      typeAtEnd(host, "host was here ".repeat(5)),
      typeAtEnd(candidate, "so was cleo ".repeat(5)),
    ]);
    await converge(host, candidate, (text) => count(text, "host") === 5 && count(text, "cleo") === 5);
  });

  await t.test("undo keeps the other's text", async () => {
    await typeAtEnd(host, "KEEP");
    await converge(host, candidate, (text) => text.includes("KEEP"));
    await typeAtEnd(candidate, "DROP");
    await converge(host, candidate, (text) => text.includes("DROP"));
    await candidate.undo();
    await converge(host, candidate, (text) => text.includes("KEEP") && !text.includes("DROP"));
  });

  await t.test("nothing typed in 30 s offline is lost", async () => {
    await candidate.cutOff();
    await typeAtEnd(candidate, "[while offline]");
    await typeAtEnd(host, "[meanwhile]");
    await candidate.page.getByText(/offline/i).first().waitFor();
    await sleep(OFFLINE_MS);
    await candidate.restore();
    await converge(
      host,
      candidate,
      (text) => count(text, "[while offline]") === 1 && count(text, "[meanwhile]") === 1,
    );
  });

  await t.test("who reloads is back without knocking, and the text is there", async () => {
    const before = await candidate.text();
    await candidate.page.reload();
    await candidate.isInside();
    await until(async () => (await candidate.text()) === before, "the text is back");
  });

  await t.test("a switched tab is seen within a second, by the candidate in the same words", async () => {
    await candidate.switchTab();
    const entry = host.signals().getByText(/tab/i).first();
    await entry.waitFor({ timeout: 1_000 });
    const told = await entry.innerText();
    await candidate.openSignals();
    await candidate.signals().getByText(told, { exact: true }).first().waitFor();
  });

  await t.test("private notes reach interviewers only", async () => {
    await host.writeNote(SECRET_NOTE);
    await until(async () => (await second.noteText()).includes(SECRET_NOTE), "the other interviewer reads it");
    assertNever(candidate, SECRET_NOTE);
  });

  await t.test("a problem travels when it is chosen, not before", async () => {
    await host.prepareProblem({ title: "Zebrafish", statement: SECRET_STATEMENT });
    assertNever(candidate, "zebrafish");
    await host.chooseProblem();
    await candidate.page.getByText(SECRET_STATEMENT).waitFor();
    assert.ok(candidate.frames.some((frame) => frame.includes(SECRET_STATEMENT)));
  });

  await t.test("who was removed must knock again", async () => {
    await host.remove("Cleo Park");
    await candidate.page.getByRole("button", { name: /ask to join/i }).waitFor();
    await candidate.knock();
    await host.admit("Cleo Park");
    await candidate.isInside();
  });

  await t.test("the end closes the candidate within a second", async () => {
    await host.end();
    await candidate.page.getByText(/interview (has |is )?(ended|over)|has ended|is over/i).first().waitFor({ timeout: 1_000 });
    await second.page.getByText(/ended/i).first().waitFor();
  });

  for (const person of [host, second, candidate]) {
    assert.deepEqual(person.problems, [], `${person.name} met script errors`);
  }
});

const count = (text, part) => text.split(part).length - 1;

async function converge(one, other, complete) {
  await until(
    async () => {
      const [a, b] = [await one.text(), await other.text()];
      return a === b && complete(a);
    },
    "the texts converge",
    5_000,
  );
}

function assertNever(person, secret) {
  const leak = person.frames.find((frame) => frame.toLowerCase().includes(secret.toLowerCase()));
  assert.equal(leak, undefined, `${person.name} received "${secret}"`);
}
