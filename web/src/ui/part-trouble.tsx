import { Button } from "@mantine/core";
import classes from "./part-trouble.module.css";

interface PartTroubleProps {
  /** What failed, to begin a sentence with: "The editor". */
  name: string;
  again: () => void;
  /** Whether trying again did not help before. */
  stubborn: boolean;
}

/** In the place of a part that did not load or stopped working: what happened, what is safe, what to do. */
export function PartTrouble({ name, again, stubborn }: PartTroubleProps) {
  return (
    <div role="alert" className={classes.trouble}>
      <p className={classes.happened}>{name} could not be shown</p>
      <p className={classes.safe}>
        It may be the network, or CoDevLive was updated. Everything else here goes on, and what you
        typed is kept.
      </p>
      <div className={classes.todo}>
        <Button size="xs" onClick={again}>
          Try again
        </Button>
        {stubborn ? (
          <Button size="xs" variant="default" onClick={() => window.location.reload()}>
            Reload the page
          </Button>
        ) : null}
      </div>
    </div>
  );
}
