import { Trans } from "@lingui/react/macro";
import { useAgendaProgress } from "../agenda/use-agenda-progress";
import { clockText } from "../durations";
import { interviews, useEntries, useView } from "../live-context";
import classes from "./problem-pane.module.css";
import { problemTimes } from "./problem-times";

/** The problems that came before and are on no agenda, and how long each took; for those who interview. */
export function EarlierProblems() {
  const { me, room } = useView();
  const entries = useEntries();
  // Their times are over: no clock has to tick for them.
  const prepared = useAgendaProgress(false);
  const earlier = problemTimes(entries, room, Number.POSITIVE_INFINITY)
    .slice(0, -1)
    .filter(({ key }) => prepared.every(({ choices }) => !choices.includes(key)));
  if (!interviews(me.role) || earlier.length === 0) return null;
  return (
    <section className={classes.hints}>
      <h3 className={classes.hintsTitle}>
        <Trans>Earlier problems</Trans>
      </h3>
      <ul className={classes.earlier}>
        {earlier.map(({ key, title, ms }) => (
          <li key={key}>
            <span className={classes.earlierTitle}>{title}</span>
            <time>{clockText(ms)}</time>
          </li>
        ))}
      </ul>
    </section>
  );
}
