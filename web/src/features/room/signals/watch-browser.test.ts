import { beforeEach, expect, it, vi } from "vitest";
import { CopiedHere } from "./copied-here";
import type { Absences } from "./watch-browser";

let told: unknown[];
let hidden: boolean;
let focused: boolean;
let arrived: (absences: Absences) => void;
let taken: boolean;
let duringPrompt: typeof import("./own-prompts").duringPrompt;

beforeEach(async () => {
  // When the browser asked last is known of a page, and each test is one.
  vi.resetModules();
  ({ duringPrompt } = await import("./own-prompts"));
  const { watchBrowser } = await import("./watch-browser");
  vi.useFakeTimers();
  told = [];
  hidden = false;
  focused = true;
  vi.spyOn(document, "hidden", "get").mockImplementation(() => hidden);
  vi.spyOn(document, "hasFocus").mockImplementation(() => focused);
  taken = true;
  const stop = watchBrowser({
    takes: () => taken,
    problem: () => document.getElementById("problem"),
    media: undefined,
    absences: new Promise((resolve) => {
      arrived = resolve;
    }),
    tell: (kind, more) => told.push(more ? [kind, more] : kind),
    copied: new CopiedHere(),
    padOf: () => "pad",
  });
  return () => {
    stop();
    vi.useRealTimers();
  };
});

function show(visible: boolean): void {
  hidden = !visible;
  document.dispatchEvent(new Event("visibilitychange"));
}

function focus(has: boolean): void {
  focused = has;
  window.dispatchEvent(new Event(has ? "focus" : "blur"));
}

/** A clipboard event as browsers make them; jsdom has none. */
function clipboard(type: "copy" | "cut" | "paste", text: string): void {
  const event = new Event(type, { bubbles: true });
  Object.assign(event, { clipboardData: { getData: () => text } });
  document.body.dispatchEvent(event);
}

it("tells when the tab is hidden and shown, at once", () => {
  show(false);
  show(true);
  expect(told).toEqual(["tab_hidden", "tab_visible"]);
});

it("does not take a reload for a switch", () => {
  window.dispatchEvent(new Event("pagehide"));
  show(false);
  expect(told).toEqual([]);
});

it("tells when another window is in front for a while", () => {
  focus(false);
  vi.advanceTimersByTime(1_000);
  focus(true);
  expect(told).toEqual(["window_blurred", "window_focused"]);
});

it("lets a flicker pass, and says nothing twice when the tab is hidden too", () => {
  focus(false);
  vi.advanceTimersByTime(100);
  focus(true);
  focus(false);
  show(false);
  vi.advanceTimersByTime(1_000);
  show(true);
  focus(true);
  expect(told).toEqual(["tab_hidden", "tab_visible"]);
});

it("lets a frame inside the page have the focus", () => {
  window.dispatchEvent(new Event("blur"));
  vi.advanceTimersByTime(1_000);
  expect(told).toEqual([]);
});

it("tells the length of what is pasted from outside, and nothing of what was copied here", () => {
  clipboard("copy", "for x in xs:\r\n");
  clipboard("paste", "for x in xs:\n");
  clipboard("cut", "  moved  ");
  clipboard("paste", "moved");
  expect(told).toEqual([]);
  clipboard("paste", "from a forum 😀");
  expect(told).toEqual([["pasted_from_outside", { length: 14, pad: "pad" }]]);
});

it("says nothing of a text that did not get in", () => {
  taken = false;
  clipboard("paste", "from a forum");
  expect(told).toEqual([]);
});

it("ends what an earlier page began and could not end", async () => {
  arrived({ tab: true, window: true });
  await vi.advanceTimersByTimeAsync(0);
  expect(told).toEqual(["tab_visible", "window_focused"]);
});

it("ends it later where the page is not in front yet", async () => {
  focused = false;
  hidden = true;
  arrived({ tab: true, window: true });
  await vi.advanceTimersByTimeAsync(0);
  expect(told).toEqual([]);
  show(true);
  focus(true);
  expect(told).toEqual(["tab_visible", "window_focused"]);
});

it("ends nothing twice when it was left and shown before the timeline came", async () => {
  show(false);
  show(true);
  arrived({ tab: true, window: false });
  await vi.advanceTimersByTimeAsync(0);
  expect(told).toEqual(["tab_hidden", "tab_visible"]);
});

it("says nothing while the browser asks for this app, nor of the way back", async () => {
  let answer: (text: string) => void = () => {};
  void duringPrompt(
    new Promise<string>((resolve) => {
      answer = resolve;
    }),
  );
  focus(false);
  show(false);
  await vi.advanceTimersByTimeAsync(3_000);
  answer("yes");
  await vi.advanceTimersByTimeAsync(500);
  show(true);
  focus(true);
  expect(told).toEqual([]);
  await vi.advanceTimersByTimeAsync(2_000);
  show(false);
  expect(told).toEqual(["tab_hidden"]);
});

it("looks again when the last question is answered: whoever is away then is away", async () => {
  const answers: (() => void)[] = [];
  const ask = () => void duringPrompt(new Promise<void>((resolve) => answers.push(resolve)));
  ask();
  ask();
  focus(false);
  await vi.advanceTimersByTimeAsync(3_000);
  answers[0]?.();
  await vi.advanceTimersByTimeAsync(3_000);
  expect(told).toEqual([]);
  answers[1]?.();
  await vi.advanceTimersByTimeAsync(500);
  expect(told).toEqual([]);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(told).toEqual(["window_blurred"]);
  hidden = true;
  ask();
  answers[2]?.();
  await vi.advanceTimersByTimeAsync(1_500);
  expect(told).toEqual(["window_blurred", "tab_hidden"]);
  ask();
  answers[3]?.();
  await vi.advanceTimersByTimeAsync(1_500);
  show(true);
  focus(true);
  expect(told).toEqual(["window_blurred", "tab_hidden", "tab_visible", "window_focused"]);
});

it("waits a minute for an answer, no more", async () => {
  void duringPrompt(new Promise<void>(() => {}));
  show(false);
  await vi.advanceTimersByTimeAsync(59_000);
  expect(told).toEqual([]);
  await vi.advanceTimersByTimeAsync(3_000);
  expect(told).toEqual(["tab_hidden"]);
  show(true);
  show(false);
  expect(told).toEqual(["tab_hidden", "tab_visible", "tab_hidden"]);
});

it("tells when full screen is left, but not where the browser ends it to ask for this app", async () => {
  const leave = () => document.dispatchEvent(new Event("fullscreenchange"));
  let answer: () => void = () => {};
  void duringPrompt(
    new Promise<void>((resolve) => {
      answer = resolve;
    }),
  );
  leave();
  expect(told).toEqual([]);
  answer();
  await vi.advanceTimersByTimeAsync(2_000);
  leave();
  expect(told).toEqual(["fullscreen_left"]);
});

it("says nothing of printing and of choosing a file", async () => {
  window.dispatchEvent(new Event("beforeprint"));
  focus(false);
  await vi.advanceTimersByTimeAsync(5_000);
  window.dispatchEvent(new Event("afterprint"));
  focus(true);
  await vi.advanceTimersByTimeAsync(2_000);
  const input = document.createElement("input");
  input.type = "file";
  document.body.append(input);
  input.click();
  focus(false);
  await vi.advanceTimersByTimeAsync(5_000);
  focus(true);
  expect(told).toEqual([]);
});

/** Selects all of an element, and copies. */
function copyAll(id: string): void {
  document.getSelection()?.selectAllChildren(document.getElementById(id) as HTMLElement);
  clipboard("copy", "");
}

it("tells how much of the problem was copied, once", () => {
  document.body.innerHTML = '<p id="problem">Merge <b>two</b> 😀</p><p id="other">Chat</p>';
  copyAll("other");
  expect(told).toEqual([]);
  copyAll("problem");
  vi.advanceTimersByTime(300);
  copyAll("problem");
  expect(told).toEqual([["problem_copied", { length: 11 }]]);
  vi.advanceTimersByTime(1_500);
  copyAll("problem");
  expect(told).toHaveLength(2);
});

it("counts of what is copied with the problem only what is the problem's", () => {
  document.body.innerHTML =
    '<p id="before">You</p><p id="problem">Merge <b>two</b> 😀</p><p id="after">Chat</p>';
  document.getSelection()?.selectAllChildren(document.body);
  clipboard("copy", "");
  expect(told).toEqual([["problem_copied", { length: 11 }]]);
  vi.advanceTimersByTime(1_500);
  const [bold, after] = [document.querySelector("b"), document.getElementById("after")];
  document.getSelection()?.setBaseAndExtent(after as Node, 1, bold as Node, 0);
  clipboard("copy", "");
  expect(told).toEqual([expect.anything(), ["problem_copied", { length: 5 }]]);
});

it("says nothing of a selection that ends where the problem begins", () => {
  document.body.innerHTML = '<p id="before">You</p><p id="problem">Merge</p>';
  const [before, problem] = [...document.body.children];
  document.getSelection()?.setBaseAndExtent(before as Node, 0, problem as Node, 0);
  clipboard("copy", "");
  expect(told).toEqual([]);
});
