import { Button } from "@mantine/core";
import type { Kept } from "./card-keeper";
import classes from "./scorecard.module.css";

interface FormFooterProps {
  kept: Kept;
  /** How many competencies have a level, of how many. */
  decided: number;
  of: number;
  submit: () => void;
}

/** How far the card is, how safe it is, and the way to hand it in; stays in sight. */
export function FormFooter({ kept, decided, of, submit }: FormFooterProps) {
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
      <Button onClick={submit}>Submit scorecard…</Button>
    </div>
  );
}

function keptText(kept: Kept): string {
  if (kept.state === "saved") return "Draft saved";
  if (kept.state === "saving") return "Saving the draft…";
  const { problem, again } = kept;
  const next = again ? "Trying again." : "Change it, or copy it and reload this page.";
  return `Not saved yet. ${problem.message} ${next}`;
}
