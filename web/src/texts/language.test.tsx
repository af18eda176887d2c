import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test, vi } from "vitest";
import { fakeServer } from "@/test/fake-server";
import { renderApp } from "@/test/render-app";
import { dateFormat } from "@/texts/dates";
import { chooseLanguage, i18n, startLanguage } from "@/texts/language";
import { fromNow } from "@/ui/from-now";
import { LanguageButton } from "@/ui/language-button";

const root = document.documentElement;
const HOUR = 3_600_000;

afterEach(async () => {
  await chooseLanguage("en");
});

test("the page speaks the language that it was opened in", async () => {
  root.lang = "de";
  vi.resetModules();
  // As in a page: what the first paint found out is there before the app is.
  const { i18n, startLanguage } = await import("@/texts/language");
  await startLanguage();
  expect(i18n.locale).toBe("de");
  expect([root.lang, root.dir]).toEqual(["de", "ltr"]);
});

test("of a language that the app does not have, English stays", async () => {
  root.lang = "fr";
  await startLanguage();
  expect([i18n.locale, root.lang]).toEqual(["en", "en"]);
});

test("a choice changes what is on the page, is kept, and loses nothing that was typed", async () => {
  fakeServer({});
  const page = (
    <>
      <LanguageButton />
      <input aria-label="field" />
    </>
  );
  renderApp([{ path: "/", element: page }], "/");
  await userEvent.type(screen.getByLabelText("field"), "half a");
  await userEvent.selectOptions(screen.getByLabelText("Language"), "de");
  expect(await screen.findByLabelText("Sprache")).toHaveValue("de");
  expect(screen.getByLabelText("field")).toHaveValue("half a");
  expect(localStorage.getItem("codevlive-language")).toBe("de");
});

test("where storage is blocked a choice lasts as long as the page", async () => {
  vi.spyOn(Storage.prototype, "setItem").mockImplementation(() => {
    throw new Error("blocked");
  });
  await chooseLanguage("de");
  expect(i18n.locale).toBe("de");
});

test("dates and distances are written in the language, as the system's region has it", async () => {
  const day = dateFormat({ weekday: "long", day: "numeric", month: "long" });
  const noon = new Date(2026, 2, 3, 12).getTime();
  vi.spyOn(navigator, "languages", "get").mockReturnValue(["en-GB", "de-AT"]);
  expect([day.format(noon), fromNow(noon, noon - 2 * HOUR)]).toEqual([
    "Tuesday 3 March",
    "in 2 hours",
  ]);
  await chooseLanguage("de");
  expect([day.format(noon), fromNow(noon, noon - 2 * HOUR)]).toEqual([
    "Dienstag, 3. März",
    "in 2 Stunden",
  ]);
  await waitFor(() => expect(root.lang).toBe("de"));
});
