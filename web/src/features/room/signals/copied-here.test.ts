import { expect, it } from "vitest";
import { CopiedHere } from "./copied-here";

it("knows again what was copied here, whatever the line ends", () => {
  const copied = new CopiedHere();
  copied.add("for x in xs:\r\n");
  expect(copied.has("for x in xs:\n")).toBe(true);
  expect(copied.has("for y in xs:\n")).toBe(false);
  expect(copied.has("")).toBe(true);
});

it("knows it after a reload, and keeps no text anywhere", () => {
  new CopiedHere().add("my own secret");
  expect(new CopiedHere().has("my own secret")).toBe(true);
  expect(JSON.stringify({ ...sessionStorage })).not.toContain("secret");
});

it("remembers the latest ones only", () => {
  const copied = new CopiedHere();
  copied.add("the first");
  for (let n = 0; n < 50; n += 1) copied.add(`number ${n}`);
  expect(copied.has("the first")).toBe(false);
  expect(copied.has("number 0")).toBe(true);
});
