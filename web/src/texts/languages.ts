/** A language that the app speaks. */
export interface Language {
  /** As in `<html lang>`, and the name of its catalogue beside this file. */
  tag: string;
  /** What its speakers call it. */
  name: string;
  direction: "ltr" | "rtl";
}

/** All of them; English is the source, the others are translations. src/early/first-paint.js knows them too. */
export const LANGUAGES: Language[] = [
  { tag: "en", name: "English", direction: "ltr" },
  { tag: "de", name: "Deutsch", direction: "ltr" },
];

/** The language that stands in the code. */
export const SOURCE = "en";

/** Which way a language is written. */
export function directionOf(tag: string): Language["direction"] {
  return LANGUAGES.find((language) => language.tag === tag)?.direction ?? "ltr";
}
