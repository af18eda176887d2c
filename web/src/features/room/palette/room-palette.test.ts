import { expect, it } from "vitest";
import { asksForPalette } from "./room-palette";

const press = (key: string, more: KeyboardEventInit = {}) =>
  new KeyboardEvent("keydown", { key, ...more });

it("opens on Ctrl+K, Cmd+K and F1", () => {
  expect(asksForPalette(press("k", { ctrlKey: true }), "default")).toBe(true);
  expect(asksForPalette(press("K", { metaKey: true }), "vim")).toBe(true);
  expect(asksForPalette(press("F1"), "emacs")).toBe(true);
  expect(asksForPalette(press("k"), "default")).toBe(false);
  expect(asksForPalette(press("k", { ctrlKey: true, shiftKey: true }), "default")).toBe(false);
});

it("leaves Ctrl+K to those who cut lines with it", () => {
  expect(asksForPalette(press("k", { ctrlKey: true }), "emacs")).toBe(false);
  expect(asksForPalette(press("k", { metaKey: true }), "emacs")).toBe(true);
});
