import { beforeEach, expect, it, vi } from "vitest";
import { CopiedHere } from "./copied-here";
import { watchBrowser } from "./watch-browser";

let told: unknown[];
let hidden: boolean;
let focused: boolean;

beforeEach(() => {
  vi.useFakeTimers();
  told = [];
  hidden = false;
  focused = true;
  vi.spyOn(document, "hidden", "get").mockImplementation(() => hidden);
  vi.spyOn(document, "hasFocus").mockImplementation(() => focused);
  const stop = watchBrowser({
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
