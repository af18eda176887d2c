import { expect, it } from "vitest";
import type { AgendaItem } from "@/api/types";
import { ItemChanged, move, put, remove } from "./agenda-changes";

const item = (id: string, more: Partial<AgendaItem> = {}): AgendaItem => ({
  id,
  title: id,
  statement: "Do it.",
  hints: [],
  ...more,
});
const [a, b, c] = [item("a"), item("b"), item("c")];
const ids = (items: readonly AgendaItem[]) => items.map(({ id }) => id).join("");

it("moves a problem up, down and to the ends", () => {
  expect(ids(move("c", 0).apply([a, b, c]))).toBe("cab");
  expect(ids(move("a", 1).apply([a, b, c]))).toBe("bac");
  expect(ids(move("a", 2).apply([a, b, c]))).toBe("bca");
  // Somebody else took it away, or others meanwhile.
  expect(ids(move("a", 2).apply([b, c]))).toBe("bc");
  expect(ids(move("a", 2).apply([a, b]))).toBe("ba");
});

it("does nothing twice: a change is made again on what is there", () => {
  const changed = item("b", { title: "B" });
  for (const { apply } of [put(changed, b), put(item("d"), undefined), remove("b"), move("c", 0)]) {
    const once = apply([a, b, c]);
    expect(apply(once)).toEqual(once);
  }
});

it("leaves alone what others changed on other problems, and says what they did to the same", () => {
  const mine = item("b", { title: "Mine" });
  const theirs = item("b", { title: "Theirs" });
  const { apply, check } = put(mine, b);
  check?.([item("a", { title: "Theirs" }), b, c]);
  expect(apply([theirs, a])).toEqual([mine, a]);
  expect(() => check?.([a, theirs])).toThrow(ItemChanged);
  expect(() => check?.([a])).toThrow(ItemChanged);
  // What arrived, though its answer did not.
  check?.([a, { hints: [], statement: "Do it.", title: "Mine", id: "b" }]);
});
