import { plural, t } from "@lingui/core/macro";
import type { AgendaItem } from "@/api/types";
import { languageChoices } from "@/live/pad/languages";

/** `3 problems, 50 min planned`; what has no minutes is not counted among them. */
export function planText(items: readonly AgendaItem[]): string {
  if (items.length === 0) return "";
  const problems = plural(items.length, { one: "# problem", other: "# problems" });
  const minutes = items.reduce((sum, item) => sum + (item.minutes ?? 0), 0);
  return minutes > 0 ? t`${problems}, ${minutes} min planned` : problems;
}

/** What comes with a problem: `20 min · 2 hints · Go · starter code`. */
export function itemText({ minutes, hints, language, starter }: AgendaItem): string {
  const name = languageChoices(language).find(({ value }) => value === language)?.label;
  const parts = [
    minutes ? t`${minutes} min` : t`no time planned`,
    hints.length > 0 && plural(hints.length, { one: "# hint", other: "# hints" }),
    name,
    starter && t`starter code`,
  ];
  return parts.filter(Boolean).join(" · ");
}
