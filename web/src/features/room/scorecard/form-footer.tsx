import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button, Group } from "@mantine/core";
import type { Kept } from "./card-keeper";
import classes from "./scorecard.module.css";

interface FormFooterProps {
  kept: Kept;
  /** How many competencies have a level, of how many. */
  decided: number;
  of: number;
  submit: () => void;
  /** Of a card that was written on in two places, the one elsewhere or the one here stays. */
  decide: (stays: "theirs" | "own") => void;
}

/** How far the card is, how safe it is, and the way to hand it in; stays in sight. */
export function FormFooter({ kept, decided, of, submit, decide }: FormFooterProps) {
  return (
    <div className={classes.footer}>
      <div className={classes.state}>
        <div>
          <Trans>
            {decided} of {of} rated
          </Trans>
        </div>
        <div role="status" className={classes.kept} data-state={kept.state}>
          {keptText(kept)}
        </div>
      </div>
      {kept.state === "torn" ? (
        <Group gap="xs">
          <Button variant="default" onClick={() => decide("theirs")}>
            <Trans>Show the other one</Trans>
          </Button>
          <Button onClick={() => decide("own")}>
            <Trans>Keep this one</Trans>
          </Button>
        </Group>
      ) : (
        <Button onClick={submit}>
          <Trans>Submit scorecard…</Trans>
        </Button>
      )}
    </div>
  );
}

function keptText(kept: Kept): string {
  if (kept.state === "saved") return t`Draft saved`;
  if (kept.state === "saving") return t`Saving the draft…`;
  if (kept.state === "renewed") return t`You wrote on it elsewhere; this is how it stands now.`;
  if (kept.state === "torn") return t`Not saved: you wrote on it elsewhere meanwhile.`;
  const { problem, again } = kept;
  const next = again ? t`Trying again.` : t`Change it, or copy it and reload this page.`;
  return `${t`Not saved yet.`} ${problem.message} ${next}`;
}
