import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Popover, UnstyledButton } from "@mantine/core";
import type { ReactNode } from "react";
import { clockText } from "../durations";
import { useEntries, useView } from "../live-context";
import { happeningsAround } from "./happenings";
import classes from "./moment-link.module.css";

interface MomentLinkProps {
  /** When it was, in ms since 1970. */
  at: number;
  /** When the interview began, in ms since 1970: its clock counts from there. */
  startedAt: number;
  className: string | undefined;
  title?: string | undefined;
  children: ReactNode;
}

/** Opens what happened around a moment of the interview. */
export function MomentLink({ at, startedAt, className, title, children }: MomentLinkProps) {
  return (
    <Popover width={280} position="top-start" shadow="md" withinPortal trapFocus>
      <Popover.Target>
        <UnstyledButton className={className} title={title}>
          {children}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <Around at={at} startedAt={startedAt} />
      </Popover.Dropdown>
    </Popover>
  );
}

function Around({ at, startedAt }: Pick<MomentLinkProps, "at" | "startedAt">) {
  const { people, pads } = useView();
  const nameOf = (person: string) => people.find(({ id }) => id === person)?.name ?? t`Someone`;
  const happenings = happeningsAround(useEntries(), at, nameOf, pads);
  const clock = clockText(at - startedAt);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must take the keyboard.
    <div className={classes.around} tabIndex={0}>
      <p className={classes.title}>
        <Trans>Around {clock}</Trans>
      </p>
      {happenings.length === 0 ? (
        <p className={classes.nothing}>
          <Trans>Nothing but typing.</Trans>
        </p>
      ) : null}
      <ul className={classes.happenings}>
        {happenings.map((happening) => (
          <li key={happening.seq}>
            <time>{clockText(happening.at - startedAt)}</time> {happening.words}
          </li>
        ))}
      </ul>
    </div>
  );
}
