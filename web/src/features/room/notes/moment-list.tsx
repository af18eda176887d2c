import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Popover, UnstyledButton } from "@mantine/core";
import { clockText } from "../durations";
import { useEntries, useView } from "../live-context";
import { happeningsAround, type Moment } from "./moments";
import classes from "./notes.module.css";

/** The moments in the notes; each opens what happened around it. */
export function MomentList({ moments, startedAt }: { moments: Moment[]; startedAt: number }) {
  if (moments.length === 0) return null;
  return (
    <ul className={classes.moments} aria-label={t`Moments in these notes`}>
      {moments.map((moment) => (
        <li key={moment.place}>
          <Popover width={280} position="top-start" shadow="md" withinPortal trapFocus>
            <Popover.Target>
              <UnstyledButton className={classes.moment} title={moment.note || undefined}>
                {moment.label}
              </UnstyledButton>
            </Popover.Target>
            <Popover.Dropdown>
              <Around moment={moment} startedAt={startedAt} />
            </Popover.Dropdown>
          </Popover>
        </li>
      ))}
    </ul>
  );
}

function Around({ moment, startedAt }: { moment: Moment; startedAt: number }) {
  const { people } = useView();
  const nameOf = (person: string) => people.find(({ id }) => id === person)?.name ?? t`Someone`;
  const happenings = happeningsAround(useEntries(), startedAt + moment.at, nameOf);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must take the keyboard.
    <div className={classes.around} tabIndex={0}>
      <p className={classes.aroundTitle}>
        <Trans>Around {moment.label}</Trans>
      </p>
      {happenings.length === 0 ? (
        <p className={classes.who}>
          <Trans>Nothing but typing.</Trans>
        </p>
      ) : null}
      <ul className={classes.happenings}>
        {happenings.map(({ seq, at, words }) => (
          <li key={seq}>
            <time>{clockText(at - startedAt)}</time> {words}
          </li>
        ))}
      </ul>
    </div>
  );
}
