// Someone who has a keyboard and no mouse, and sees where the focus is.

import assert from "node:assert/strict";
import { until } from "./server.mjs";

/** More presses than a screen may ask of anyone. */
const MOST_TABS = 45;

export class Keyboard {
  /** How often Tab was pressed on each way, and where to. */
  ways = [];
  #devtools = null;

  /** Of a person with a `page`; from here on each press of a mouse in it is noted. */
  static async of(person) {
    const keyboard = new Keyboard(person);
    await person.page.addInitScript(notePresses);
    await person.page.evaluate(notePresses);
    return keyboard;
  }

  constructor(person) {
    Object.assign(this, { person, page: person.page, name: person.name });
  }

  /** Presses keys, one after the other. */
  async press(...keys) {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  type(text) {
    return this.page.keyboard.type(text, { delay: 5 });
  }

  /** Role and name of what has the focus, as a screen reader is told; null where nothing has it. */
  async focused() {
    this.#devtools ??= await this.page.context().newCDPSession(this.page);
    const { result } = await this.#devtools.send("Runtime.evaluate", { expression: "document.activeElement" });
    if (!result.objectId || result.className === "HTMLBodyElement") return null;
    const { nodes } = await this.#devtools
      .send("Accessibility.getPartialAXTree", { objectId: result.objectId, fetchRelatives: false })
      // It went in between: the next look is at what has the focus then.
      .catch(() => ({ nodes: [] }));
    return { role: nodes[0]?.role?.value ?? "", name: nodes[0]?.name?.value ?? "" };
  }

  /** Whether the focus is there; `name` is a whole name or a pattern. */
  async isAt(role, name) {
    const focused = await this.focused();
    return focused?.role === role && fits(focused.name, name);
  }

  /** The focus comes there by itself. */
  async comesTo(role, name) {
    await until(() => this.isAt(role, name), `${this.name}'s focus comes to ${role} "${name}"`).catch(async (error) => {
      throw new Error(`${error.message}; it is at ${JSON.stringify(await this.focused())}`);
    });
  }

  /** Presses Tab (or Shift+Tab) until the focus is there. On the way it is always somewhere, and is seen. */
  async tabTo(role, name, { key = "Tab" } = {}) {
    const way = [];
    // Nobody looks for what is not drawn yet.
    await this.page.getByRole(role, { name, exact: true }).first().waitFor({ state: "attached" });
    while (!(await this.isAt(role, name))) {
      if (way.length === MOST_TABS) throw new Error(`${this.name} can't reach ${role} "${name}": ${way.join(", ")}`);
      await this.page.evaluate(keepLooks);
      await this.press(key);
      await this.#looksAt(way);
    }
    this.ways.push({ to: `${role} "${name}"`, tabs: way.length });
  }

  async #looksAt(way) {
    const focused = await this.focused();
    // Past the last one is the browser's own bar, of which a page only sees that nothing of it has the focus.
    if (!focused && way.at(-1) === "the browser") throw new Error(`${this.name}'s focus is lost after ${way.join(", ")}`);
    const before = await this.page.evaluate(lookedTheSame);
    assert.equal(before, null, `${this.name} does not see the focus`);
    way.push(focused ? `${focused.role} "${focused.name}"` : "the browser");
    if (focused) assert.ok(await this.page.evaluate(isOnScreen), `${this.name}'s focus is off the screen at ${way.at(-1)}`);
  }

  /** Goes there and presses Enter. */
  async activates(role, name, { key = "Enter", ...options } = {}) {
    await this.tabTo(role, name, options);
    await this.press(key);
  }

  /** Goes to a field and writes into it. */
  async fills(name, text, options) {
    await this.tabTo("textbox", name, options);
    await this.type(text);
  }

  /** What was just done has left the focus somewhere. */
  async holdsFocus(after) {
    await until(() => this.focused(), `${this.name} still has a focus after ${after}`, 2_000);
  }

  /** Does something that opens a dialog, and closes it; the focus comes back to where it was. */
  async comesBackAfter(what, act) {
    const before = await this.focused();
    await act();
    const same = async () => JSON.stringify(await this.focused()) === JSON.stringify(before);
    await until(same, `the focus is back at ${before?.role} "${before?.name}" after ${what}`, 2_000).catch(async (error) => {
      throw new Error(`${error.message}; it is at ${JSON.stringify(await this.focused())}`);
    });
  }

  /** Nobody used a mouse in what is open now. */
  async usedNoMouse() {
    assert.equal(await this.page.evaluate(() => window.pressesOfMouse), 0, `${this.name} used a mouse`);
  }
}

const fits = (actual, name) => (name instanceof RegExp ? name.test(actual) : actual === name);

// What follows runs in the page.

function notePresses() {
  window.pressesOfMouse ??= 0;
  const note = () => {
    window.pressesOfMouse += 1;
  };
  for (const type of ["pointerdown", "mousedown", "touchstart"]) window.addEventListener(type, note, true);
}

/** Keeps how what has the focus looks, with what stands for it on screen: its label, a neighbour, what is around it. */
async function keepLooks() {
  const ends = (animation) => Number.isFinite(animation.effect?.getComputedTiming().endTime);
  const looks = (element) => {
    const { outline, border, boxShadow, backgroundColor, caretColor } = getComputedStyle(element);
    const after = getComputedStyle(element, "::after");
    return [outline, border, boxShadow, backgroundColor, caretColor, after.outline, after.opacity].join(";");
  };
  const focused = document.activeElement;
  if (!focused || focused === document.body) {
    window.lookOfFocus = null;
    return;
  }
  const around = [focused, ...(focused.labels ?? []), focused.nextElementSibling];
  for (let parent = focused.parentElement; parent && around.length < 8; parent = parent.parentElement) around.push(parent);
  const elements = around.filter(Boolean);
  await Promise.allSettled(elements.flatMap((element) => element.getAnimations({ subtree: true })).filter(ends).map(({ finished }) => finished));
  // A caret that blinks in a text shows the focus as well as a ring does; where a page or a pane begins, Tab never stops.
  const free = focused.matches("textarea, .native-edit-context, [contenteditable], [tabindex='-1']");
  window.lookOfFocus = { focused, free, looks, ends, before: elements.map((element) => [element, looks(element)]) };
}

/** What had the focus before, if it looks without it as it did with it; else null. */
async function lookedTheSame() {
  const kept = window.lookOfFocus;
  if (!kept || kept.free || document.activeElement === kept.focused || !kept.focused.isConnected) return null;
  const elements = kept.before.map(([element]) => element);
  await Promise.allSettled(elements.flatMap((element) => element.getAnimations({ subtree: true })).filter(kept.ends).map(({ finished }) => finished));
  if (kept.before.some(([element, look]) => kept.looks(element) !== look)) return null;
  return kept.focused.outerHTML.slice(0, 200);
}

/** Whether what has the focus can be seen, or what stands for it: its label, or the line that a caret is in. */
function isOnScreen() {
  const focused = document.activeElement;
  const places = [focused, focused.parentElement, ...(focused.labels ?? [])].map((element) => element.getBoundingClientRect());
  return places.some(
    ({ top, left, bottom, right }) =>
      right - left > 1 && bottom - top > 1 && bottom > 0 && right > 0 && top < innerHeight && left < innerWidth,
  );
}
