import { t } from "@lingui/core/macro";
import { MomentLink } from "../timeline/moment-link";
import type { Moment } from "./moments";
import classes from "./notes.module.css";

/** The moments in the notes; each opens what happened around it. */
export function MomentList({ moments, startedAt }: { moments: Moment[]; startedAt: number }) {
  if (moments.length === 0) return null;
  return (
    <ul className={classes.moments} aria-label={t`Moments in these notes`}>
      {moments.map(({ place, at, note, label }) => (
        <li key={place}>
          <MomentLink
            at={startedAt + at}
            startedAt={startedAt}
            className={classes.moment}
            title={note || undefined}
          >
            {label}
          </MomentLink>
        </li>
      ))}
    </ul>
  );
}
