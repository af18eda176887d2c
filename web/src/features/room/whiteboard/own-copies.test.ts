import { expect, it } from "vitest";
import { isOfThisBoard } from "./own-copies";

const has = (id: string) => id === "a" || id === "b";
const copied = (...ids: string[]) =>
  JSON.stringify({ type: "excalidraw/clipboard", elements: ids.map((id) => ({ id })) });

it("knows shapes of its own board, and nothing else", () => {
  expect(isOfThisBoard(copied("a", "b"), has)).toBe(true);
  expect(isOfThisBoard(copied("a", "from-elsewhere"), has)).toBe(false);
  for (const other of [
    copied(),
    "a",
    "null",
    '{"type":"excalidraw/clipboard","elements":[null]}',
  ]) {
    expect(isOfThisBoard(other, has)).toBe(false);
  }
});
