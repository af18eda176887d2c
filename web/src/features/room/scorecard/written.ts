import type { NewScorecard, Rubric, Scorecard, ScorecardRating } from "@/api/types";

/** What stands on one's card; it has a rating for each competency, decided or not. */
export interface Written {
  ratings: Required<ScorecardRating>[];
  overall: string;
}

export type Rating = Written["ratings"][number];

/** The level of a rating as it is chosen: a number, or that there is not enough to tell. */
export type Choice = number | "insufficient";

/** A card to write on: as it was written last, or blank. */
export function writtenBy(rubric: Rubric, card: Scorecard | undefined): Written {
  return {
    ratings: rubric.competencies.map(({ id }) => ({
      competency: id,
      level: null,
      insufficientEvidence: false,
      note: "",
      evidence: [],
      ...card?.ratings.find(({ competency }) => competency === id),
    })),
    overall: card?.overall ?? "",
  };
}

/** What was chosen for a competency; null while nothing was. */
export function choiceOf({ level, insufficientEvidence }: ScorecardRating): Choice | null {
  return insufficientEvidence ? "insufficient" : (level ?? null);
}

/** A rating with another choice. */
export function chosen(rating: Rating, choice: Choice): Rating {
  const insufficientEvidence = choice === "insufficient";
  return { ...rating, insufficientEvidence, level: insufficientEvidence ? null : choice };
}

/** The competencies for which nothing was chosen yet, by id. */
export const undecided = ({ ratings }: Written): string[] =>
  ratings.filter((rating) => choiceOf(rating) === null).map(({ competency }) => competency);

/** A card with another rating of one competency. */
export function withRating(written: Written, rating: Rating): Written {
  const ratings = written.ratings.map((it) => (it.competency === rating.competency ? rating : it));
  return { ...written, ratings };
}

/** As the server takes it. */
export const toSend = (written: Written, submitted: boolean): NewScorecard => ({
  ...written,
  submitted,
});
