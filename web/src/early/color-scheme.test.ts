import { afterEach, expect, test, vi } from "vitest";

afterEach(() => {
  vi.resetModules();
  document.documentElement.removeAttribute("data-mantine-color-scheme");
});

const scheme = () => document.documentElement.getAttribute("data-mantine-color-scheme");

test("the chosen scheme is on the page before anything is painted", async () => {
  localStorage.setItem("codevlive-color-scheme", "dark");
  await import("./color-scheme.js");
  expect(scheme()).toBe("dark");
});

test("without a choice the system's scheme is followed", async () => {
  await import("./color-scheme.js");
  expect(scheme()).toBe("light");
});
