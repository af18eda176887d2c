import type { MessageDescriptor } from "@lingui/core";
import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import classes from "./part-trouble.module.css";

interface PartTroubleProps {
  /** What failed, to begin a sentence with: "The editor". */
  name: string | MessageDescriptor;
  again: () => void;
  /** Whether trying again did not help before. */
  stubborn: boolean;
}

/** In the place of a part that did not load or stopped working: what happened, what is safe, what to do. */
export function PartTrouble({ name, again, stubborn }: PartTroubleProps) {
  const { t } = useLingui();
  const what = typeof name === "string" ? name : t(name);
  return (
    <div role="alert" className={classes.trouble}>
      <p className={classes.happened}>
        <Trans>{what} could not be shown</Trans>
      </p>
      <p className={classes.safe}>
        <Trans>
          It may be the network, or CoDevLive was updated. Everything else here goes on, and what
          you typed is kept.
        </Trans>
      </p>
      <div className={classes.todo}>
        <Button size="xs" onClick={again}>
          <Trans>Try again</Trans>
        </Button>
        {stubborn ? (
          <Button size="xs" variant="default" onClick={() => window.location.reload()}>
            <Trans>Reload the page</Trans>
          </Button>
        ) : null}
      </div>
    </div>
  );
}
