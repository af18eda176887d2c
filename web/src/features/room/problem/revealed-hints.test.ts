import { expect, it } from "vitest";
import { revealedOf } from "./revealed-hints";

it("finds which hints are shown, in any order of revealing", () => {
  expect(revealedOf(["a", "b", "c"], [])).toEqual([false, false, false]);
  expect(revealedOf(["a", "b", "c"], ["b"])).toEqual([false, true, false]);
  expect(revealedOf(["a", "b", "c"], ["a", "c"])).toEqual([true, false, true]);
});
