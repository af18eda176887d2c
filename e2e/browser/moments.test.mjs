// Time in an interview: how long a problem takes, and moments that stand in the notes.

import assert from "node:assert/strict";
import { test } from "node:test";
import { interview } from "../harness/interview.mjs";
import { LOOKS, look, nothingWrongWith } from "../harness/pictures.mjs";

for (const { tag, title, ...options } of LOOKS) {
  test(`a problem is timed, and a noted moment opens what happened around it, ${title}`, async (t) => {
    const { host, candidate } = await interview(t, { host: options });
    const narrow = options.width < 1000;
    const panes = host.page.getByRole("navigation", { name: "Panes" });
    const shows = async (pane) => narrow && panes.getByRole("button").filter({ hasText: pane }).click();
    await shows("Problem");
    for (const name of ["Merge intervals", "LRU cache"]) {
      await (await host.writeProblem({ title: name, statement: `About ${name}` })).click();
      await candidate.page.getByText(`About ${name}`).waitFor();
    }
    await host.page.getByText("Earlier problems").waitFor();
    await look(host.page, `problems-${tag}`);
    for (const person of [host, candidate]) await person.page.getByText(/^Problem 0:\d\d$/).waitFor();

    await candidate.says("I would use a heap");
    await shows("Chat");
    await host.openTab("Notes");
    await host.notes().fill("asks well ");
    await host.notes().press("Control+;");
    assert.match(await host.notes().inputValue(), /^asks well \[0:\d\d\] $/);
    await host.page.getByRole("button", { name: "Note the time" }).click();
    const moments = host.page.getByRole("list", { name: "Moments in these notes" });
    assert.equal(await moments.getByRole("button").count(), 2);
    await moments.getByRole("button").first().click();
    await host.page.getByRole("dialog").getByText("Cleo Park: I would use a heap").waitFor();
    await look(host.page, `moments-${tag}`);
    nothingWrongWith(tag);
  });
}
