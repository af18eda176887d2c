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
          {decided} of {of} rated
        </div>
        <div role="status" className={classes.kept} data-state={kept.state}>
          {keptText(kept)}
        </div>
      </div>
      {kept.state === "torn" ? (
        <Group gap="xs">
          <Button variant="default" onClick={() => decide("theirs")}>
            Show the other one
          </Button>
          <Button onClick={() => decide("own")}>Keep this one</Button>
        </Group>
      ) : (
        <Button onClick={submit}>Submit scorecard…</Button>
      )}
    </div>
  );
}

function keptText(kept: Kept): string {
  if (kept.state === "saved") return "Draft saved";
  if (kept.state === "saving") return "Saving the draft…";
  if (kept.state === "renewed") return "You wrote on it elsewhere; this is how it stands now.";
  if (kept.state === "torn") return "Not saved: you wrote on it elsewhere meanwhile.";
  const { problem, again } = kept;
  const next = again ? "Trying again." : "Change it, or copy it and reload this page.";
  return `Not saved yet. ${problem.message} ${next}`;
}
