import { Button, Skeleton } from "@mantine/core";
import { useEffect, useRef } from "react";
import { toProblem } from "@/api/problem";
import { cardOf, useScorecards } from "@/api/scorecards/list-scorecards";
import { useView } from "../live-context";
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
    if (!cards.error) return <Skeleton height={240} radius="md" m={12} aria-label="Loading" />;
    return (
      <div role="alert" className={classes.trouble}>
        <p>Your scorecard could not be loaded. {toProblem(cards.error).message}</p>
        <p>What you wrote before is kept on the server.</p>
        <Button size="xs" loading={cards.isFetching} onClick={() => void cards.refetch()}>
          Try again
        </Button>
      </div>
    );
  }
  return (
    <div className={classes.pane} data-wide={wide}>
      {isIn ? (
        <SubmittedCards page={cards.data} focused={wrote.current} />
      ) : (
        <ScorecardForm page={cards.data} />
      )}
    </div>
  );
}
