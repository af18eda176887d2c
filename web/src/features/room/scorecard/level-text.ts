import type { ScorecardRating } from "@/api/types";
import { choiceOf } from "./written";

/** The level of a rating, where it stands alone. */
export function levelText(rating: ScorecardRating | undefined): string {
  const choice = rating ? choiceOf(rating) : null;
  if (choice === null) return "Not rated";
  return choice === "insufficient" ? "Insufficient evidence" : `${choice} of 5`;
}
