// How a scorecard is filled in and handed in with the keyboard alone.

import { until } from "./server.mjs";

/** As the rubric has them, in its order. */
export const COMPETENCIES = ["Problem solving", "Code", "Testing and checking", "Communication", "Technical depth"];

/** The form of one competency. */
export const competencyOf = ({ page }, name) => page.getByRole("group", { name, exact: true });

/**
 * Rates all, each one level higher than the one before, notes something on the last, links a moment to it if
 * one is given, and submits.
 */
export async function submitsScorecard(keyboard, { note, moment }) {
  const last = COMPETENCIES.at(-1);
  await keyboard.page.getByRole("button", { name: "Submit scorecard…" }).waitFor();
  for (const [level, competency] of COMPETENCIES.entries()) await rates(keyboard, competency, level);
  await keyboard.fills(`What you saw or heard: ${last}`, note);
  if (moment) await links(keyboard, last, moment);
  await keyboard.page.getByText("Draft saved").waitFor();
  await keyboard.activates("button", "Submit scorecard…");
  await keyboard.comesTo("button", "Submit now");
  await keyboard.press("Enter");
  await keyboard.page.getByText(/Your scorecard is submitted/).waitFor();
  await keyboard.holdsFocus("submitting");
}

/** From the level that was chosen last to what stands beside it, on to the next levels, and down to one of them. */
async function rates(keyboard, competency, level) {
  await keyboard.press("Tab");
  await keyboard.tabTo("radio", /^0/);
  await keyboard.press("Space", ...Array(level).fill("ArrowDown"));
  await competencyOf(keyboard, competency)
    .getByRole("radio", { name: new RegExp(`^${level}`), checked: true })
    .waitFor();
}

async function links(keyboard, competency, moment) {
  await keyboard.activates("button", `Link a moment: ${competency}`);
  await keyboard.page.getByRole("menuitem", { name: moment }).waitFor();
  await until(async () => {
    if (await keyboard.isAt("menuitem", moment)) return true;
    await keyboard.press("ArrowDown");
    return false;
  }, "the arrow keys reach the moment");
  await keyboard.press("Enter");
  await keyboard.page.getByRole("list", { name: `Moments: ${competency}` }).getByText(moment).waitFor();
  await keyboard.holdsFocus("linking a moment");
}
