import { i18n } from "@/texts/language";

/** Monaco's menus and notices in other languages; its own are English. */
const TEXTS: Record<string, () => Promise<unknown>> = {
  de: () => import("monaco-editor/nls/lang/de.js"),
};

/**
 * Loads the code editor, and before it Monaco's texts in the language of the moment: Monaco looks them up once, when its
 * code runs. Where they can't be had, they stay English.
 */
export async function loadCodeEditor() {
  await TEXTS[i18n.locale]?.().catch(() => {});
  return import("./code-editor");
}
