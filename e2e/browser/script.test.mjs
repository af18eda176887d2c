// A whole interview by script, from the invitation to the scorecards, with keyboards alone: no mouse, no finger,
// and no focus that is not seen or that gets lost.

import assert from "node:assert/strict";
import { test } from "node:test";
import { FAKE_DEVICES } from "../harness/call.mjs";
import { openBrowser, visitor } from "../harness/chromium.mjs";
import { signUp } from "../harness/http.mjs";
import { Keyboard } from "../harness/keyboard.mjs";
import { invitedTo, mailedLink } from "../harness/outbox.mjs";
import { converge, RoomPerson } from "../harness/room.mjs";
import { playScenes } from "../harness/scenes.mjs";
import { submitsScorecard } from "../harness/scoring.mjs";
import { startServer } from "../harness/server.mjs";

const BEN = "ben@example.org";
const CLEO = "cleo@example.org";
const EDITOR = ["textbox", "Text of Code"];
const PASSWORD = "correct horse battery staple";

/** In this order: each builds on the one before. */
const SCENES = {
  "the host signs in": async ({ server, keys: { asha } }) => {
    const account = await signUp(server, "Asha Rao");
    await asha.page.goto("/sign-in");
    await asha.fills("E-mail", account.email);
    await asha.fills("Password", account.password);
    await asha.press("Enter");
    await asha.page.getByRole("heading", { name: "Interviews", level: 1 }).waitFor();
    await asha.holdsFocus("signing in");
  },

  "makes an interview, and invites a candidate with it": async ({ server, asha, keys }) => {
    await keys.asha.activates("button", "New interview");
    await keys.asha.comesTo("textbox", /^Title/);
    await keys.asha.type("Backend, first round");
    await keys.asha.activates("button", "Invite people by mail");
    await keys.asha.comesTo("textbox", "E-mail address of invited person 1");
    await keys.asha.type(CLEO);
    await keys.asha.activates("button", "Create and open");
    await asha.isInside();
    await keys.asha.holdsFocus("opening the room");
    asha.link = await invitedTo(server, CLEO);
    assert.equal(asha.link, new URL(asha.page.url()).pathname);
  },

  "gets past the editor, and invites an interviewer from the room": async ({ server, asha, keys }) => {
    await letsTabLeave(keys.asha);
    await keys.asha.tabTo("button", "Invite people by mail");
    await keys.asha.comesBackAfter("inviting", async () => {
      await keys.asha.press("Enter");
      await keys.asha.comesTo("textbox", "E-mail address");
      await keys.asha.type(BEN);
      await keys.asha.tabTo("radio", "Candidate");
      await choosesRadio(keys.asha, "Interviewer");
      await keys.asha.activates("button", "Send invitation");
      await asha.page.getByText(`The invitation goes to ${BEN}.`).waitFor();
      await keys.asha.holdsFocus("sending the invitation");
      await keys.asha.press("Escape");
    });
    assert.equal(await invitedTo(server, BEN), asha.link);
  },

  "the interviewer follows the mail, makes an account, and comes in without knocking": async (play) => {
    const { server, asha, ben, keys } = play;
    await ben.page.goto(await invitedTo(server, BEN));
    await keys.ben.comesTo("textbox", "Your name");
    await keys.ben.activates("link", "Sign in");
    await keys.ben.activates("link", "Create an account");
    await keys.ben.fills("Your name", "Ben Ode");
    await keys.ben.fills("E-mail", BEN);
    await keys.ben.fills("Password", PASSWORD);
    await keys.ben.activates("button", "Create account");
    await ben.askButton().waitFor();
    await ben.page.goto(await mailedLink(server, BEN, "/verify-email"));
    await keys.ben.comesTo("heading", "Your address is verified");
    await keys.ben.activates("link", "Go to your interviews");
    await ben.page.getByRole("heading", { name: "Interviews", level: 1 }).waitFor();
    await keys.ben.holdsFocus("following a link");
    await ben.page.goto(asha.link);
    await ben.isInside();
  },

  "the candidate looks at name, devices and consent, and asks to join": async ({ server, cleo, keys }) => {
    await cleo.page.goto(await invitedTo(server, CLEO));
    await keys.cleo.comesTo("textbox", "Your name");
    await keys.cleo.type("Cleo Park");
    await keys.cleo.activates("button", "Continue");
    await cleo.askButton().waitFor();
    await keys.cleo.holdsFocus("saying who they are");
    await keys.cleo.activates("button", "Try camera and microphone");
    await cleo.page.getByRole("button", { name: "Turn camera off" }).waitFor();
    await keys.cleo.holdsFocus("turning on the camera");
    await keys.cleo.activates("button", "Choose devices");
    await keys.cleo.tabTo("combobox", "Camera");
    await keys.cleo.activates("switch", /^Recording/, { key: "Space" });
    await cleo.page.getByRole("switch", { name: /^Recording/, checked: true }).waitFor();
    await keys.cleo.holdsFocus("agreeing");
    await keys.cleo.fills("Message to the host (optional)", "I am early");
    await keys.cleo.activates("button", "Ask to join");
    await cleo.page.getByText("Asha Rao has been told that you are here").waitFor();
    // Where the button was.
    await keys.cleo.comesTo("textbox", "Write a line to Asha Rao");
    await keys.cleo.type("Ready when you are");
    await keys.cleo.press("Enter");
    await cleo.page.getByRole("list", { name: "What you wrote" }).getByText("Ready when you are").waitFor();
    await keys.cleo.comesTo("textbox", "Write a line to Asha Rao");
  },

  "the host reads it, admits, and starts": async ({ asha, ben, cleo, keys }) => {
    await asha.knockCard("Cleo Park").getByText("Ready when you are").waitFor();
    await keys.asha.activates("button", "Admit");
    await cleo.isInside();
    await keys.cleo.holdsFocus("coming in");
    await ben.knockCard("Cleo Park").waitFor({ state: "detached" });
    await keys.asha.comesTo("region", "People inside");
    await keys.asha.activates("button", "Start interview");
    await asha.page.getByRole("button", { name: "End interview", exact: true }).waitFor();
    await keys.asha.holdsFocus("starting");
  },

  "a problem is chosen": async ({ asha, cleo, keys }) => {
    await keys.asha.tabTo("button", "Choose problem");
    await keys.asha.press("Enter");
    await keys.asha.comesTo("textbox", "Title");
    await keys.asha.type("Merge intervals");
    await keys.asha.fills(/^Statement/, "Merge all that overlap.");
    await keys.asha.activates("button", "Add a hint");
    await keys.asha.comesTo("textbox", "Hint 1");
    await keys.asha.type("Sort them first.");
    await keys.asha.activates("button", "Choose this problem");
    await cleo.page.getByText("Merge all that overlap.").waitFor();
    await asha.page.getByRole("dialog").waitFor({ state: "hidden" });
    await keys.asha.holdsFocus("choosing a problem");
    await keys.asha.tabTo("button", "Reveal hint 1");
    assert.equal(cleo.frames.some((frame) => frame.includes("Sort them first.")), false);
  },

  "its hint is revealed": async ({ cleo, keys }) => {
    await keys.asha.activates("button", "Reveal hint 1");
    await cleo.page.getByText("Sort them first.").waitFor();
    await keys.asha.holdsFocus("revealing a hint");
  },

  "both write code, in the language that the host sets": async (play) => {
    const { asha, cleo, keys } = play;
    await keys.asha.tabTo("combobox", "Language");
    await keys.asha.type("Go");
    await cleo.editor().getByText("Go", { exact: true }).waitFor();
    await asha.chooses("Go to Code");
    await keys.asha.comesTo(...EDITOR);
    await keys.asha.type("package main\n");
    await letsTabLeave(keys.cleo);
    await keys.cleo.tabTo(...EDITOR, { key: "Shift+Tab" });
    await keys.cleo.press("Control+End");
    await keys.cleo.type("// both of us\n");
    const all = (text) => ["package main", "// both of us"].every((words) => text.includes(words));
    await converge([asha, cleo], all);
  },

  "they chat, and the candidate raises and lowers a hand": async ({ asha, cleo, keys }) => {
    await asha.chooses("Go to the chat");
    await keys.asha.comesTo("textbox", "Message");
    await keys.asha.type("Take your time");
    await keys.asha.press("Enter");
    await cleo.chat().getByText("Take your time").waitFor();
    await keys.cleo.fills("Message", "Thank you");
    await keys.cleo.press("Enter");
    await asha.chat().getByText("Thank you").waitFor();
    await keys.cleo.activates("button", "Raise hand");
    await asha.page.getByRole("img", { name: "Hand raised" }).waitFor();
    await keys.cleo.comesTo("button", "Lower hand");
    await keys.cleo.press("Enter");
    await asha.page.getByRole("img", { name: "Hand raised" }).waitFor({ state: "detached" });
    await keys.cleo.comesTo("button", "Raise hand");
  },

  "a whiteboard is opened, and left again": async ({ asha, cleo, keys }) => {
    await keys.asha.activates("button", "New pad");
    await keys.asha.comesTo("textbox", "Title");
    await keys.asha.tabTo("radio", "Code", { key: "Shift+Tab" });
    await choosesRadio(keys.asha, "Whiteboard");
    await keys.asha.activates("button", "Open pad");
    const tab = /Whiteboard/;
    await asha.page.getByRole("tab", { name: tab, selected: true }).waitFor();
    await asha.page.getByRole("dialog").waitFor({ state: "hidden" });
    await keys.asha.holdsFocus("opening a pad");
    await keys.cleo.tabTo("tab", /^Code/);
    await keys.cleo.press("ArrowRight");
    await keys.cleo.comesTo("tab", tab);
    await cleo.page.getByRole("region", { name: "Whiteboard" }).locator("canvas.static").waitFor();
    await keys.cleo.tabTo("textbox", "Message");
    await keys.cleo.tabTo("tab", tab, { key: "Shift+Tab" });
    await keys.cleo.press("ArrowLeft");
    await keys.cleo.comesTo("tab", /^Code/);
    await asha.chooses("Go to Code");
    await keys.asha.comesTo(...EDITOR);
  },

  "the candidate mutes, and turns the camera off and on": async ({ cleo, keys }) => {
    await keys.cleo.activates("button", "Turn microphone off");
    await keys.cleo.comesTo("button", "Turn microphone on");
    await keys.cleo.activates("button", "Turn camera off");
    await keys.cleo.comesTo("button", "Turn camera on");
    await keys.cleo.press("Enter");
    await cleo.page.getByRole("button", { name: "Turn camera off" }).waitFor();
    await keys.cleo.comesTo("button", "Turn camera off");
  },

  "the host notes a moment, and reads what happened around it": async ({ asha, keys }) => {
    await asha.chooses("Go to Notes");
    await keys.asha.comesTo("textbox", "Notes");
    await keys.asha.type("asks well ");
    await keys.asha.press("Control+;");
    await keys.asha.tabTo("button", /^\d:\d\d$/);
    await keys.asha.comesBackAfter("reading about a moment", async () => {
      await keys.asha.press("Enter");
      await asha.page.getByRole("dialog").getByText("Cleo Park: Thank you").waitFor();
      await keys.asha.press("Escape");
    });
  },

  "focus time begins and ends": async ({ asha, cleo, keys }) => {
    await keys.asha.activates("button", "Focus time");
    await keys.asha.comesTo("button", "Start 10 minutes");
    await keys.asha.press("Enter");
    await cleo.page.getByRole("timer", { name: "Focus time left" }).waitFor();
    await asha.page.getByRole("dialog").waitFor({ state: "hidden" });
    await keys.asha.holdsFocus("starting focus time");
    await keys.asha.activates("button", "End focus time");
    await cleo.page.getByRole("timer", { name: "Focus time left" }).waitFor({ state: "detached" });
    await keys.asha.holdsFocus("ending focus time");
  },

  "the interview ends; the candidate is thanked": async ({ asha, ben, cleo, keys }) => {
    await keys.asha.tabTo("button", "End interview");
    await keys.asha.comesBackAfter("going on", async () => {
      await keys.asha.press("Enter");
      await keys.asha.comesTo("button", "End now");
      await keys.asha.press("Escape");
    });
    await keys.asha.press("Enter");
    await keys.asha.comesTo("button", "End now");
    await keys.asha.press("Enter");
    await keys.cleo.comesTo("heading", "That's it, Cleo. Thank you.");
    await cleo.page.getByRole("heading", { name: "What is kept" }).waitFor();
    for (const interviewer of [keys.asha, keys.ben]) await interviewer.comesTo("heading", "What happened, in numbers");
    await ben.page.getByRole("button", { name: "Submit scorecard…" }).waitFor();
  },

  "both interviewers score, submit, and read each other": async ({ asha, ben, keys }) => {
    await submitsScorecard(keys.asha, { note: "Sees that sorting makes it one pass.", moment: /Problem: Merge intervals/ });
    await submitsScorecard(keys.ben, { note: "Asks before typing." });
    await ben.page.getByText("Sees that sorting makes it one pass.").waitFor();
    await asha.page.getByText("Asks before typing.").waitFor();
  },
};

test("a whole interview with the keyboard alone", { timeout: 300_000 }, async (t) => {
  const play = await gather(t);
  if (!(await playScenes(t, SCENES, play))) return;
  for (const person of [play.asha, play.ben, play.cleo]) {
    await play.keys[person.name.split(" ")[0].toLowerCase()].usedNoMouse();
    assert.deepEqual(person.problems, [], `${person.name} met script errors`);
  }
  for (const { name, ways } of Object.values(play.keys)) {
    for (const { to, tabs } of ways) t.diagnostic(`${name}: ${tabs} Tabs to ${to}`);
  }
});

/** An installation, and three people who have not been there yet. */
async function gather(t) {
  const server = await startServer(t);
  const browser = await openBrowser(t, { flags: FAKE_DEVICES });
  const play = { server, keys: {} };
  for (const [key, name] of [["asha", "Asha Rao"], ["ben", "Ben Ode"], ["cleo", "Cleo Park"]]) {
    play[key] = new RoomPerson(name, await visitor(t, browser, server));
    play.keys[key] = await Keyboard.of(play[key]);
  }
  return play;
}

/** Goes into the editor, where Tab indents, and says that it leaves the editor from now on. */
async function letsTabLeave(keyboard) {
  await keyboard.tabTo(...EDITOR);
  await keyboard.press("Control+m", "Tab");
  await keyboard.holdsFocus("leaving the editor");
  assert.ok(!(await keyboard.isAt(...EDITOR)), `${keyboard.name} can't leave the editor`);
}

/** Presses an arrow key, from a radio button that has the focus, until the one of that name is chosen. */
async function choosesRadio(keyboard, name) {
  for (let presses = 0; presses < 10 && !(await keyboard.isAt("radio", name)); presses += 1) {
    await keyboard.press("ArrowRight");
  }
  assert.ok(await keyboard.isAt("radio", name), `the arrow keys reach ${name}`);
}
