import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it } from "vitest";
import type { LiveRoom } from "@/live/live-room";
import { visit } from "@/live/memory/memory-live-room";
import { MemoryRoom } from "@/live/memory/memory-room";
import { CODE, memoryView } from "@/live/memory/memory-view";
import { renderApp } from "@/test/render-app";
import { LiveContext } from "../live-context";
import { copiedHere } from "../signals/copied-here";
import { RefusedTexts } from "./refused-texts";

let live: LiveRoom;

beforeEach(() => {
  // jsdom has none, and a text area that grows with its text waits for them.
  Object.defineProperty(document, "fonts", { value: new EventTarget(), configurable: true });
  live = visit(new MemoryRoom(memoryView())).live;
  return () => live.destroy();
});

function show() {
  const page = () => (
    <LiveContext.Provider value={live}>
      <RefusedTexts />
    </LiveContext.Provider>
  );
  renderApp([{ path: "/", Component: page }], "/");
}

it("stays, whatever is typed or clicked, until the person says that they are done", async () => {
  live.refused.set([
    { id: "1", pad: CODE, code: "locked", detail: "locked", text: "typed in vain" },
  ]);
  show();
  const text = await screen.findByRole("textbox", { name: "Your text" });
  await waitFor(() => expect(text).toHaveFocus());
  await userEvent.keyboard("more{Enter} {Escape}");
  const overlay = document.querySelector(".mantine-Modal-overlay");
  if (overlay) await userEvent.click(overlay);
  expect(screen.getByRole("textbox", { name: "Your text" })).toHaveValue("typed in vain");
  expect(screen.getByRole("dialog").querySelector(".mantine-Modal-close")).toBeNull();
  await userEvent.click(screen.getByRole("button", { name: "Done" }));
  expect(live.refused.get()).toEqual([]);
});

it("says how safe the text is", async () => {
  const text = { pad: CODE, code: "locked", detail: "locked", text: "mine" } as const;
  live.refused.set([{ ...text, id: "1" }]);
  show();
  expect(await screen.findByText(/kept in this browser until you are done/)).toBeVisible();
  live.refused.set([{ ...text, id: "1", kept: false }]);
  expect(await screen.findByText(/closing the page loses it/)).toBeVisible();
});

it("gives a drawing back to be pasted, and shows nobody what it is made of", async () => {
  const text = '{"type":"excalidraw/clipboard","elements":[]}';
  const drawing = { pad: CODE, title: "Sketch", detail: "locked", text, drawing: true };
  live.refused.set([{ ...drawing, id: "1", code: "locked" }]);
  show();
  expect(
    await screen.findByText(/“Sketch” was locked while you drew.*paste it into/),
  ).toBeVisible();
  expect(screen.queryByRole("textbox")).toBeNull();
  const copy = screen.getByRole("button", { name: "Copy" });
  await waitFor(() => expect(copy).toHaveFocus());
  const user = userEvent.setup();
  await user.click(copy);
  expect(await navigator.clipboard.readText()).toBe(text);
});

it("copies it so that pasting it again is not pasting from outside", async () => {
  live.refused.set([{ id: "1", pad: CODE, code: "locked", detail: "locked", text: "my own text" }]);
  show();
  const user = userEvent.setup();
  await user.click(await screen.findByRole("button", { name: "Copy" }));
  expect(await screen.findByRole("button", { name: "Copied" })).toBeVisible();
  expect(await navigator.clipboard.readText()).toBe("my own text");
  expect(copiedHere.has("my own text")).toBe(true);
});
