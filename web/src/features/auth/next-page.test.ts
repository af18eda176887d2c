import { expect, test } from "vitest";
import { safeNext } from "./next-page";

test("one of our own pages is where it goes on", () => {
  expect(safeNext("/r/0197?after=3#top")).toBe("/r/0197?after=3#top");
});

test.each([
  null,
  "https://elsewhere.example/",
  "//elsewhere.example/",
  "/\\elsewhere.example/",
  "/\t/elsewhere.example/",
  "javascript:alert(1)",
  "settings",
])("%j leads to the dashboard", (next) => {
  expect(safeNext(next)).toBe("/dashboard");
});
