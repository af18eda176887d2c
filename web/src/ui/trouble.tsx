import { Trans } from "@lingui/react/macro";
import type { ReactNode } from "react";
import classes from "./trouble.module.css";

interface TroubleProps {
  /** What happened, in a sentence. */
  happened: string;
  /** What is safe in spite of it. */
  safe: ReactNode;
  /** What to do now; the buttons. */
  todo: ReactNode;
  /** For whoever is asked for help: an error id or message. */
  detail?: string;
}

/** Says what happened, what is safe, and what to do; every failure of a whole page looks like this. */
export function Trouble({ happened, safe, todo, detail }: TroubleProps) {
  return (
    <section role="alert" className={classes.trouble}>
      <h1 className={classes.title}>{happened}</h1>
      <p className={classes.safe}>{safe}</p>
      <div className={classes.todo}>{todo}</div>
      {detail ? (
        <details className={classes.detail}>
          <summary>
            <Trans>Details for your administrator</Trans>
          </summary>
          <code>{detail}</code>
        </details>
      ) : null}
    </section>
  );
}
