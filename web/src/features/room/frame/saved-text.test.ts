import { expect, it } from "vitest";
import { ALL_SAVED } from "@/live/saved-state";
import { savedText } from "./saved-text";

it("says how safe what was typed is", () => {
  expect(savedText({ ...ALL_SAVED, state: "saved", changes: 0, kept: true })).toBe("Saved");
  expect(savedText({ ...ALL_SAVED, state: "saving", changes: 3, kept: true })).toBe("Saving…");
  expect(savedText({ ...ALL_SAVED, state: "offline", changes: 12, kept: true })).toBe(
    "Offline, 12 changes kept",
  );
  expect(savedText({ ...ALL_SAVED, state: "offline", changes: 1, kept: true })).toBe(
    "Offline, 1 change kept",
  );
  expect(savedText({ ...ALL_SAVED, state: "offline", changes: 0, kept: true })).toMatch(
    /^Offline, everything/,
  );
  expect(savedText({ ...ALL_SAVED, state: "offline", changes: 2, kept: false })).toMatch(
    /this tab only/,
  );
  expect(savedText({ ...ALL_SAVED, state: "offline", commands: 1 })).toBe(
    "Offline, 1 action waits",
  );
  expect(savedText({ ...ALL_SAVED, state: "offline", changes: 2, commands: 3 })).toBe(
    "Offline, 2 changes kept, 3 actions wait",
  );
});
