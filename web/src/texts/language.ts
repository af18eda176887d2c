import { i18n, type Messages } from "@lingui/core";
import { useLingui } from "@lingui/react";
import { directionOf, SOURCE } from "@/texts/languages";

/** The texts of the language that is spoken. */
export { i18n };

/** src/early/first-paint.js reads the same key before the first paint. */
const KEY = "codevlive-language";

type Catalog = { messages: Messages };

/** The room has as many texts as all else together: no other page waits for them. */
const room = import.meta.glob<Catalog>(["./*.po", "!./en.po"], { base: "./room" });
const parts = [import.meta.glob<Catalog>(["./*.po", "!./en.po"])];

// English stands in the code, and build/texts.ts has taken it apart already.
i18n.setMessagesCompiler((text) => [text]);
// What the first paint found out stays on the page until `startLanguage`.
i18n.loadAndActivate({ locale: SOURCE, messages: {} });

/** The locale that dates and numbers are written by: the language as the system's own region has it. */
export function locale(): string {
  const own = navigator.languages.find((tag) => tag.toLowerCase().split("-")[0] === i18n.locale);
  return own ?? i18n.locale;
}

/** The language in force, for what shows a date or a text that somebody else writes. */
export function useLanguage(): string {
  return useLingui().i18n.locale;
}

/** Speaks the language that the page was opened in. Where its texts can't be had, English stays. */
export async function startLanguage(): Promise<void> {
  await speak(document.documentElement.lang).catch(() => {});
}

/** Changes the language of the page, and of this browser from now on. Rejects if its texts can't be had. */
export async function chooseLanguage(tag: string): Promise<void> {
  await speak(tag);
  try {
    localStorage.setItem(KEY, tag);
  } catch {
    // Blocked storage: it lasts as long as this page.
  }
}

/** Has the room's texts too from now on. Where they can't be had, they stay English. */
export async function startRoomTexts(): Promise<void> {
  if (!parts.includes(room)) parts.push(room);
  await speak(i18n.locale).catch(() => {});
}

async function speak(tag: string): Promise<void> {
  const loads = parts.flatMap((catalogs) => catalogs[`./${tag}.po`] ?? []);
  const catalogs = await Promise.all(loads.map((load) => load()));
  if (catalogs.length === 0) use(SOURCE, {});
  else use(tag, Object.assign({}, ...catalogs.map(({ messages }) => messages)));
}

function use(tag: string, messages: Messages): void {
  document.documentElement.lang = tag;
  document.documentElement.dir = directionOf(tag);
  i18n.loadAndActivate({ locale: tag, messages });
}
