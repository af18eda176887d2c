import { expect, it } from "vitest";
import { leavingLoses, savedState } from "@/live/saved-state";

const nothing = { changes: 0, kept: true };
const some = { changes: 3, kept: true };

it("is saved only when every pad is", () => {
  expect(savedState({ phase: "online" }, [nothing, nothing]).state).toBe("saved");
  expect(savedState({ phase: "online" }, [nothing, some]).state).toBe("saving");
});

it("counts the changes of all pads while there is no connection", () => {
  const offline = savedState({ phase: "reconnecting" }, [some, { changes: 2, kept: false }]);
  expect(offline).toEqual({ state: "offline", changes: 5, kept: false });
});

it("warns of leaving when something would be lost, or stay unsent for who knows how long", () => {
  expect(leavingLoses({ state: "saved", changes: 0, kept: true })).toBe(false);
  expect(leavingLoses({ state: "offline", changes: 0, kept: true })).toBe(false);
  expect(leavingLoses({ state: "saving", changes: 1, kept: true })).toBe(false);
  expect(leavingLoses({ state: "saving", changes: 1, kept: false })).toBe(true);
  expect(leavingLoses({ state: "offline", changes: 1, kept: true })).toBe(true);
});
