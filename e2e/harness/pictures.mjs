// Pages as people see them: in light and dark, wide and narrow. The pictures are kept below target/screens to
// be looked at.

import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import AxeBuilder from "@axe-core/playwright";
import { ROOT } from "./server.mjs";

/** Where the pictures are kept. */
export const SCREENS = path.join(ROOT, "target/screens");

const SIZES = [
  { width: 1440, height: 900 },
  { width: 390, height: 844, hasTouch: true },
];

/** Each way to look at a page: what a visitor is made with, a tag for the pictures, and words for it. */
const ALL_LOOKS = ["light", "dark"].flatMap((colorScheme) =>
  SIZES.map((size) => ({
    colorScheme,
    ...size,
    tag: `${colorScheme}-${size.width}`,
    title: `${colorScheme} at ${size.width} pixels`,
  })),
);

/** All of them with --full; for every run of the tests two, of which each has another scheme and another size. */
export const LOOKS =
  process.env.CODEVLIVE_FULL === "1" ? ALL_LOOKS : ALL_LOOKS.filter(({ tag }) => /light-1440|dark-390/.test(tag));

/** What was found on the pages so far. */
const faults = [];

/** Fails if a page that was looked at under that tag had a fault. */
export function nothingWrongWith(tag) {
  assert.deepEqual(faults.filter(({ name }) => name.endsWith(tag)), []);
}

/**
 * Takes a picture of the page, or of all of it that one would scroll to, and notes what sticks out and what
 * axe finds.
 */
export async function look(page, name, { fullPage = false } = {}) {
  await page.evaluate(() => document.fonts.ready);
  // Until what fades or slides in has come to rest, which is what axe measures contrasts on.
  await page.evaluate(() => {
    const ends = (animation) => Number.isFinite(animation.effect?.getComputedTiming().endTime);
    return Promise.allSettled(document.getAnimations().filter(ends).map((animation) => animation.finished));
  });
  await mkdir(SCREENS, { recursive: true });
  await page.screenshot({ path: path.join(SCREENS, `${name}.png`), fullPage });
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  if (wider > 0) faults.push({ name, fault: `${wider} pixels wider than the screen` });
  const { violations } = await new AxeBuilder({ page }).analyze();
  const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  for (const { id, nodes } of serious) faults.push({ name, fault: id, at: nodes.map(({ html }) => html.slice(0, 160)) });
}
