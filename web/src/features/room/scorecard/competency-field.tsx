import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Textarea } from "@mantine/core";
import { useId } from "react";
import type { Competency } from "@/api/types";
import { Evidence } from "./evidence";
import { LevelRadios } from "./level-radios";
import type { Moment } from "./moments";
import classes from "./scorecard.module.css";
import { choiceOf, chosen, type Rating } from "./written";

/** As the server limits it, in characters. */
const MAX_NOTE = 4_000;

interface CompetencyFieldProps {
  competency: Competency;
  rating: Rating;
  moments: readonly Moment[];
  /** They wanted to submit, and this has no level yet. */
  missing: boolean;
  change: (rating: Rating) => void;
}

/** One competency: its levels, why, and the moments that show it. */
export function CompetencyField(props: CompetencyFieldProps) {
  const { competency, rating, moments, missing, change } = props;
  const question = useId();
  return (
    <fieldset
      className={classes.competency}
      data-competency={competency.id}
      aria-describedby={question}
    >
      <legend className={classes.name}>{competency.name}</legend>
      <p id={question} className={classes.question}>
        {competency.question}
      </p>
      {missing ? (
        <p role="alert" className={classes.missing}>
          <Trans>Choose a level, or that there is not enough to tell.</Trans>
        </p>
      ) : null}
      <div className={classes.columns}>
        <LevelRadios
          competency={competency}
          choice={choiceOf(rating)}
          choose={(choice) => change(chosen(rating, choice))}
        />
        <div className={classes.why}>
          <Textarea
            label={t`What you saw or heard`}
            aria-label={t`What you saw or heard: ${{ competency: competency.name }}`}
            autosize
            minRows={3}
            maxLength={MAX_NOTE}
            value={rating.note}
            onChange={({ currentTarget }) => change({ ...rating, note: currentTarget.value })}
          />
          <Evidence
            of={competency.name}
            moments={moments}
            seqs={rating.evidence}
            change={(evidence) => change({ ...rating, evidence })}
          />
        </div>
      </div>
    </fieldset>
  );
}
