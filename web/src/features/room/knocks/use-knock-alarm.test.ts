import { expect, it } from "vitest";
import { alarmTitle } from "./use-knock-alarm";

it("says in the title who waits", () => {
  expect(alarmTitle([], "Round two")).toBe("Round two");
  expect(alarmTitle([{ name: "Carl" }], "Round two")).toBe("Carl asks to join · Round two");
  expect(alarmTitle([{ name: "Carl" }, { name: "Dana" }], "Round two")).toBe(
    "(2) ask to join · Round two",
  );
});
