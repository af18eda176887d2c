import { useLingui } from "@lingui/react";
import { useMemo } from "react";
import { useEntries, useView } from "../live-context";
import { type Moment, momentsOf } from "./moments";

/** The moments that a card may point to, in the words of the language that is spoken. */
export function useMoments(): Moment[] {
  const entries = useEntries();
  const { pads } = useView();
  const { locale } = useLingui().i18n;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the words are those of the language.
  return useMemo(() => momentsOf(entries, pads), [entries, pads, locale]);
}
