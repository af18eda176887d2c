// What people do in a room, by what they see: roles, names, texts.

import { visitor } from "./chromium.mjs";
import { until } from "./server.mjs";

let accounts = 0;

/** What the form of a new interview has ticked: all. */
const SIGNALS = [
  "tab_hidden",
  "tab_visible",
  "window_blurred",
  "window_focused",
  "pasted_from_outside",
  "fullscreen_left",
  "connection_lost",
  "connection_restored",
  "problem_copied",
  "devices_changed",
];

/** Who hosts, at a page that they have not opened yet. */
async function newHost(t, browser, server, name, options) {
  accounts += 1;
  const person = new RoomPerson(name, await visitor(t, browser, server, options));
  return { person, account: { name, email: `host-${accounts}@example.org`, password: "correct horse battery staple" } };
}

/** Signs up, makes an interview in two clicks, and is in its room. */
export async function hostMakesRoom(t, browser, server, name, options) {
  const { person, account } = await newHost(t, browser, server, name, options);
  const { page } = person;
  await page.goto("/sign-up");
  await page.getByLabel("Your name").fill(name);
  await page.getByLabel("E-mail").fill(account.email);
  await page.getByLabel("Password", { exact: true }).fill(account.password);
  await page.getByRole("button", { name: "Create account" }).click();
  await page.getByRole("button", { name: "New interview" }).first().click();
  await page.getByRole("dialog").getByRole("button", { name: "Create and open" }).click();
  await person.isInside();
  person.link = new URL(page.url()).pathname;
  return person;
}

/** Opens the room of an interview that was made before; signed in already. */
export async function hostOpensRoom(t, browser, server, name, options) {
  const { person, account } = await newHost(t, browser, server, name, options);
  const { page } = person;
  // By their browser, which gets the cookie, and which alone may reach the server; on a page that loads nothing.
  await page.goto("/healthz");
  person.link = await page.evaluate(signUpAndMakeRoom, { account, interview: { title: "Interview", kind: "interview", signals: SIGNALS } });
  await page.goto(person.link);
  await person.isInside();
  return person;
}

/** Runs in a page of the server's; gives where the room is. */
async function signUpAndMakeRoom({ account, interview }) {
  const post = async (path, body, headers) => {
    const answer = await fetch(`/api/v1${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  };
  const { accessToken } = await post("/auth/signup", account);
  // What the app notes of itself when someone signs in: web/src/api/session.ts.
  localStorage.setItem("codevlive-signed-in", "1");
  const { id } = await post("/rooms", interview, { authorization: `Bearer ${accessToken}` });
  return `/r/${id}`;
}

/** Opens the link as a guest and says who they are; stands before the door, and nobody knows yet. */
export async function arrive(t, browser, server, link, name, options) {
  const person = new RoomPerson(name, await visitor(t, browser, server, options));
  await person.page.goto(link);
  await person.page.getByLabel("Your name").fill(name);
  await person.page.getByRole("button", { name: "Continue" }).click();
  await person.askButton().waitFor();
  return person;
}

export class RoomPerson {
  constructor(name, { page, context, cable, frames, problems }) {
    Object.assign(this, { name, page, context, cable, frames, problems });
  }

  askButton() {
    return this.page.getByRole("button", { name: "Ask to join" });
  }

  async knock() {
    await this.askButton().click();
  }

  async isInside() {
    await this.status(/^Connected/).waitFor();
    await this.editor().locator(".view-lines, textarea").first().waitFor();
  }

  status(text) {
    return this.page.getByRole("status").filter({ hasText: text });
  }

  knockCard(name) {
    const region = this.page.getByRole("region", { name: "Waiting to join" });
    return region.getByRole("listitem").filter({ hasText: name });
  }

  async admit(name) {
    await this.knockCard(name).getByRole("button", { name: "Admit" }).click();
  }

  async #options(name, item) {
    await this.page.getByRole("button", { name: `Options for ${name}` }).click();
    // Of this menu: the one before may still be on its way out.
    const menu = this.page.getByRole("menu", { name: `Options for ${name}` });
    await menu.getByRole("menuitem", { name: item }).click();
  }

  giveRole(name, role) {
    return this.#options(name, role);
  }

  async remove(name) {
    await this.#options(name, "Remove");
    await this.page.getByRole("dialog").getByRole("button", { name: /remove/i }).click();
  }

  editor() {
    return this.page.getByRole("region", { name: "Code editor" });
  }

  /** Types at the "Home" or the "End" of the open pad, or some lines below. */
  async typeAt(place, text, { down = 0 } = {}) {
    await this.editor().locator(".view-lines").click();
    await this.page.keyboard.press(`Control+${place}`);
    for (let line = 0; line < down; line += 1) await this.page.keyboard.press("ArrowDown");
    await this.page.keyboard.type(text, { delay: 5 });
  }

  async undo() {
    await this.page.keyboard.press("Control+z");
  }

  /** The text on screen, line by line. */
  async text() {
    const lines = await this.editor()
      .locator(".view-line")
      .evaluateAll((elements) =>
        elements
          .map((element) => ({ top: Number.parseFloat(element.style.top), text: element.textContent }))
          .sort((a, b) => a.top - b.top)
          .map(({ text }) => text),
      );
    return lines.join("\n").replaceAll("\u00a0", " ");
  }

  cutOff() {
    return this.cable.pull();
  }

  restore() {
    return this.cable.plugIn();
  }

  openTab(name) {
    return this.page.getByRole("tab", { name }).click();
  }

  signals() {
    return this.page.getByRole("list", { name: "Signals" });
  }

  /** Another tab comes to the front for a moment. */
  async switchTab() {
    const other = await this.context.newPage();
    await other.bringToFront();
    await this.page.evaluate(() => {
      Object.defineProperty(document, "visibilityState", { value: "hidden", configurable: true });
      Object.defineProperty(document, "hidden", { value: true, configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
    });
    return other;
  }

  async comesBackToTheTab() {
    await this.page.bringToFront();
    await this.page.evaluate(() => {
      delete document.visibilityState;
      delete document.hidden;
      document.dispatchEvent(new Event("visibilitychange"));
    });
  }

  /** Picks an action of the command palette, from wherever the focus is. */
  async chooses(action) {
    await this.page.keyboard.press("Control+k");
    const query = this.page.getByPlaceholder("What do you want to do?");
    const palette = this.page.getByRole("dialog").filter({ has: query });
    await until(() => query.evaluate((input) => input === document.activeElement), "the palette takes the keyboard");
    await this.page.keyboard.type(action);
    // Enter takes the first, so it has to be the first by then.
    await palette.getByRole("button").first().filter({ hasText: action }).waitFor();
    await this.page.keyboard.press("Enter");
    await palette.waitFor({ state: "hidden" });
  }

  chat() {
    return this.page.getByRole("log", { name: "Chat" });
  }

  async says(text) {
    await this.page.getByRole("textbox", { name: "Message" }).fill(text);
    await this.page.getByRole("textbox", { name: "Message" }).press("Enter");
  }

  /** Opens the link in another tab of the same browser, after the first was closed. */
  async opensAgain(link) {
    this.page = await this.context.newPage();
    await this.page.goto(link);
    await this.isInside();
  }

  notes() {
    return this.page.getByRole("tabpanel").locator("textarea").last();
  }

  async writeProblem({ title, statement, hint }) {
    await this.page.getByRole("button", { name: "Choose problem" }).first().click();
    const dialog = this.page.getByRole("dialog", { name: "Choose a problem" });
    await dialog.getByLabel("Title").fill(title);
    await dialog.getByLabel("Statement").fill(statement);
    if (hint) {
      await dialog.getByRole("button", { name: "Add a hint" }).click();
      await dialog.getByLabel("Hint 1").fill(hint);
    }
    return dialog.getByRole("button", { name: "Choose this problem" });
  }

  async start() {
    await this.page.getByRole("button", { name: "Start interview" }).click();
  }

  async end() {
    await this.page.getByRole("button", { name: "End interview", exact: true }).click();
    await this.page.getByRole("button", { name: "End now" }).click();
  }
}

export const count = (text, part) => text.split(part).length - 1;

/** Waits until all see the same text and it is complete. */
export function converge(people, complete, milliseconds = 5_000) {
  return until(
    async () => {
      const texts = await Promise.all(people.map((person) => person.text()));
      return texts.every((text) => text === texts[0]) && complete(texts[0]);
    },
    "the texts converge",
    milliseconds,
  );
}
