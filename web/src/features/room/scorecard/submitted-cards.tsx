import { plural, t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useEffect, useRef } from "react";
import type { Competency, Scorecard, ScorecardPage } from "@/api/types";
import { erasedName } from "@/live/erased";
import { useView } from "../live-context";
import { Moments } from "./evidence";
import { levelText } from "./level-text";
import type { Moment } from "./moments";
import classes from "./scorecard.module.css";
import { useMoments } from "./use-moments";

interface SubmittedCardsProps {
  page: ScorecardPage;
  /** They come in the place of the form, which had the focus. */
  focused: boolean;
}

/** All cards that are in, side by side: what each says of the same thing. */
export function SubmittedCards({ page, focused }: SubmittedCardsProps) {
  const { me } = useView();
  const moments = useMoments();
  const first = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (focused) first.current?.focus();
  }, [focused]);
  // One's own first, wherever it was begun.
  const cards = [...page.items].sort((a, b) => rank(a, me.id) - rank(b, me.id));
  return (
    <div className={classes.cards}>
      <p ref={first} role="status" tabIndex={-1} className={classes.intro}>
        <Trans>Your scorecard is submitted.</Trans> {words(cards.length - 1)}
      </p>
      {page.rubric.competencies.map((competency) => (
        <section key={competency.id} className={classes.compared}>
          <h3 className={classes.name}>{competency.name}</h3>
          <div className={classes.sides}>
            {cards.map((card) => (
              <Side
                key={card.author.id}
                card={card}
                who={nameOf(card, me.id)}
                competency={competency}
                moments={moments}
              />
            ))}
          </div>
        </section>
      ))}
      <section className={classes.compared}>
        <h3 className={classes.name}>
          <Trans>Overall</Trans>
        </h3>
        <div className={classes.sides}>
          {cards.map((card) => (
            <div key={card.author.id} className={classes.side}>
              <h4 className={classes.who}>{nameOf(card, me.id)}</h4>
              <p className={classes.said}>{card.overall || t`Nothing written.`}</p>
            </div>
          ))}
        </div>
      </section>
    </div>
  );
}

interface SideProps {
  card: Scorecard;
  who: string;
  competency: Competency;
  moments: readonly Moment[];
}

/** What one person says of one competency. */
function Side({ card, who, competency, moments }: SideProps) {
  const rating = card.ratings.find((it) => it.competency === competency.id);
  const anchor = typeof rating?.level === "number" ? competency.levels[rating.level] : null;
  return (
    <div className={classes.side}>
      <h4 className={classes.who}>{who}</h4>
      <p className={classes.given}>{levelText(rating)}</p>
      {anchor ? <p className={classes.anchor}>{anchor}</p> : null}
      {rating?.note ? <p className={classes.said}>{rating.note}</p> : null}
      <Moments of={`${competency.name}, ${who}`} moments={moments} seqs={rating?.evidence ?? []} />
    </div>
  );
}

const rank = (card: Scorecard, me: string) => (card.author.id === me ? 0 : 1);
const nameOf = ({ author }: Scorecard, me: string) =>
  author.id === me ? t`You` : author.name || erasedName();

function words(others: number): string {
  if (others === 0) return t`The others' appear here as they are submitted.`;
  return plural(others, { one: "One more is in.", other: "# more are in." });
}
