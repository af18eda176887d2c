import { plural, t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Textarea } from "@mantine/core";
import { useRef, useState } from "react";
import type { ScorecardPage } from "@/api/types";
import { useStore } from "@/live/store";
import { CompetencyField } from "./competency-field";
import { FormFooter } from "./form-footer";
import classes from "./scorecard.module.css";
import { SubmitDialog } from "./submit-dialog";
import { useCardKeeper } from "./use-card-keeper";
import { useMoments } from "./use-moments";
import { undecided, withRating } from "./written";

/** As the server limits it, in characters. */
const MAX_OVERALL = 10_000;

/** One's own card, as long as it is a draft: each keystroke is kept. */
export function ScorecardForm({ page }: { page: ScorecardPage }) {
  const keeper = useCardKeeper(page);
  const { written, kept } = useStore(keeper.state);
  const moments = useMoments();
  const form = useRef<HTMLFormElement>(null);
  const [asks, setAsks] = useState(false);
  const [missing, setMissing] = useState<string[]>([]);
  const open = undecided(written);
  const submit = () => {
    setMissing(open);
    setAsks(open.length === 0);
    if (open[0]) focusCompetency(form.current, open[0]);
  };
  return (
    <form ref={form} className={classes.form} onSubmit={(event) => event.preventDefault()}>
      <p className={classes.intro}>
        <Trans>Only you can read this until you submit it.</Trans> {others(page.submitted)}
      </p>
      {page.rubric.competencies.map((competency) => {
        const rating = written.ratings.find((it) => it.competency === competency.id);
        return rating ? (
          <CompetencyField
            key={competency.id}
            competency={competency}
            rating={rating}
            moments={moments}
            missing={missing.includes(competency.id) && open.includes(competency.id)}
            change={(rating) => keeper.change((before) => withRating(before, rating))}
          />
        ) : null;
      })}
      <Textarea
        label={t`Overall`}
        description={t`What the levels don't say. No verdict: you decide together.`}
        autosize
        minRows={3}
        maxLength={MAX_OVERALL}
        value={written.overall}
        onChange={({ currentTarget: { value: overall } }) =>
          keeper.change((before) => ({ ...before, overall }))
        }
      />
      <FormFooter
        kept={kept}
        decided={written.ratings.length - open.length}
        of={written.ratings.length}
        submit={submit}
        decide={(stays) => {
          if (kept.state !== "torn") return;
          if (stays === "own") keeper.insist();
          else keeper.take(kept.theirs);
        }}
      />
      {asks ? (
        <SubmitDialog
          rubric={page.rubric}
          written={written}
          submit={() => keeper.submit()}
          close={() => setAsks(false)}
        />
      ) : null}
    </form>
  );
}

function others(submitted: number): string {
  if (submitted === 0) return t`No scorecard is submitted yet.`;
  return plural(submitted, {
    one: "# scorecard is submitted; you can read it once yours is.",
    other: "# scorecards are submitted; you can read them once yours is.",
  });
}

function focusCompetency(form: HTMLFormElement | null, id: string): void {
  const field = form?.querySelector<HTMLElement>(`[data-competency="${CSS.escape(id)}"]`);
  field?.querySelector("input")?.focus();
  field?.scrollIntoView({ block: "start" });
}
