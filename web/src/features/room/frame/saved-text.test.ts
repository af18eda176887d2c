import { expect, it } from "vitest";
import { savedText } from "./saved-text";

it("says how safe what was typed is", () => {
  expect(savedText({ state: "saved", changes: 0, kept: true })).toBe("Saved");
  expect(savedText({ state: "saving", changes: 3, kept: true })).toBe("Saving…");
  expect(savedText({ state: "offline", changes: 12, kept: true })).toBe("Offline, 12 changes kept");
  expect(savedText({ state: "offline", changes: 1, kept: true })).toBe("Offline, 1 change kept");
  expect(savedText({ state: "offline", changes: 0, kept: true })).toMatch(/^Offline, everything/);
  expect(savedText({ state: "offline", changes: 2, kept: false })).toMatch(/this tab only/);
});
