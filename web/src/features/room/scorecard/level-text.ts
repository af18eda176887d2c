import { t } from "@lingui/core/macro";
import type { ScorecardRating } from "@/api/types";
import { choiceOf } from "./written";

/** The level of a rating, where it stands alone. */
export function levelText(rating: ScorecardRating | undefined): string {
  const choice = rating ? choiceOf(rating) : null;
  if (choice === null) return t`Not rated`;
  return choice === "insufficient" ? t`Insufficient evidence` : t`${choice} of 5`;
}
