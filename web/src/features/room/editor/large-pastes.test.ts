import { expect, it } from "vitest";
import { isTooLarge, MAX_PASTE_BYTES } from "./large-pastes";

it("counts bytes, not characters", () => {
  expect(isTooLarge("a".repeat(MAX_PASTE_BYTES))).toBe(false);
  expect(isTooLarge("a".repeat(MAX_PASTE_BYTES + 1))).toBe(true);
  expect(isTooLarge("é".repeat(MAX_PASTE_BYTES / 2))).toBe(false);
  expect(isTooLarge("é".repeat(MAX_PASTE_BYTES / 2 + 1))).toBe(true);
});
