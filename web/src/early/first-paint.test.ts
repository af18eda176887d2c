import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { LANGUAGES } from "@/texts/languages";

const root = document.documentElement;

beforeEach(() => systemSpeaks("en-US"));

afterEach(() => {
  vi.resetModules();
  for (const name of ["data-mantine-color-scheme", "lang", "dir"]) root.removeAttribute(name);
});

const scheme = () => root.getAttribute("data-mantine-color-scheme");

function systemSpeaks(...languages: string[]) {
  vi.spyOn(navigator, "languages", "get").mockReturnValue(languages);
}

test("the chosen scheme is on the page before anything is painted", async () => {
  localStorage.setItem("codevlive-color-scheme", "dark");
  await import("./first-paint.js");
  expect(scheme()).toBe("dark");
});

test("without a choice the system's scheme is followed", async () => {
  await import("./first-paint.js");
  expect(scheme()).toBe("light");
});

test("without a choice the first of the system's languages that the app has is taken", async () => {
  systemSpeaks("fr-FR", "de-AT", "en");
  await import("./first-paint.js");
  expect(root.lang).toBe("de");
});

test("of no language that the app has, English comes", async () => {
  systemSpeaks("fr-FR", "toString");
  await import("./first-paint.js");
  expect(root.lang).toBe("en");
});

test("the chosen language goes before the system's", async () => {
  localStorage.setItem("codevlive-language", "de");
  await import("./first-paint.js");
  expect(root.lang).toBe("de");
});

test.each(LANGUAGES)("the page is written the way that $name is", async ({ tag, direction }) => {
  localStorage.setItem("codevlive-language", tag);
  await import("./first-paint.js");
  expect([root.lang, root.dir]).toEqual([tag, direction]);
});
