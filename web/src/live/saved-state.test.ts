import { expect, it } from "vitest";
import { leavingLoses, savedState } from "@/live/saved-state";

const nothing = { changes: 0, kept: true };
const some = { changes: 3, kept: true };
const nobody = { commands: 0, givenBack: 0 };
const waiting = { commands: 1, givenBack: 2 };

it("is saved only when every pad is", () => {
  expect(savedState({ phase: "online" }, [nothing, nothing], nobody).state).toBe("saved");
  expect(savedState({ phase: "online" }, [nothing, some], nobody).state).toBe("saving");
});

it("counts the changes of all pads while there is no connection", () => {
  const offline = savedState(
    { phase: "reconnecting" },
    [some, { changes: 2, kept: false }],
    waiting,
  );
  expect(offline).toEqual({ state: "offline", changes: 5, kept: false, ...waiting });
});

it("warns of leaving when something would be lost, or stay unsent for who knows how long", () => {
  expect(leavingLoses({ ...nobody, state: "saved", changes: 0, kept: true })).toBe(false);
  expect(leavingLoses({ ...nobody, state: "offline", changes: 0, kept: true })).toBe(false);
  expect(leavingLoses({ ...nobody, state: "saving", changes: 1, kept: true })).toBe(false);
  expect(leavingLoses({ ...nobody, state: "saving", changes: 1, kept: false })).toBe(true);
  expect(leavingLoses({ ...nobody, state: "offline", changes: 1, kept: true })).toBe(true);
  expect(leavingLoses({ ...nobody, state: "offline", changes: 0, kept: true, commands: 1 })).toBe(
    true,
  );
  expect(leavingLoses({ ...nobody, state: "saved", changes: 0, kept: true, givenBack: 1 })).toBe(
    true,
  );
});
