import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button, Skeleton } from "@mantine/core";
import { useEffect, useRef } from "react";
import { toProblem } from "@/api/problem";
import { cardOf, useScorecards } from "@/api/scorecards/list-scorecards";
import { useView } from "../live-context";
import { spokenRubric } from "./rubric-words";
import classes from "./scorecard.module.css";
import { ScorecardForm } from "./scorecard-form";
import { SubmittedCards } from "./submitted-cards";

/** One's own scorecard of this interview; once it is in, beside the others'. `wide`: on a page of its own. */
export default function ScorecardPane({ wide }: { wide: boolean }) {
  const { room, me } = useView();
  const cards = useScorecards(room.id);
  const isIn = cards.data && cardOf(cards.data, me.id)?.submittedAt !== undefined;
  const wrote = useRef(false);
  useEffect(() => {
    if (isIn === false) wrote.current = true;
  }, [isIn]);
  if (!cards.data) {
    if (!cards.error) return <Skeleton height={240} radius="md" m={12} aria-label={t`Loading`} />;
    return (
      <div role="alert" className={classes.trouble}>
        <p>
          <Trans>Your scorecard could not be loaded.</Trans> {toProblem(cards.error).message}
        </p>
        <p>
          <Trans>What you wrote before is kept on the server.</Trans>
        </p>
        <Button size="xs" loading={cards.isFetching} onClick={() => void cards.refetch()}>
          <Trans>Try again</Trans>
        </Button>
      </div>
    );
  }
  const page = { ...cards.data, rubric: spokenRubric(cards.data.rubric) };
  return (
    <div className={classes.pane} data-wide={wide}>
      {isIn ? (
        <SubmittedCards page={page} focused={wrote.current} />
      ) : (
        <ScorecardForm page={page} />
      )}
    </div>
  );
}
