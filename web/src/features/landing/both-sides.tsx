import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import classes from "./both-sides.module.css";

const INTERVIEWER = [
  msg`A room and its link in two clicks, for now or for next week.`,
  msg`Everyone knocks; any interviewer lets them in, and all see who did.`,
  msg`The problem reaches the candidate only when you show it.`,
  msg`Hints one at a time, notes of your own, and a lock for the editor.`,
  msg`Vim, Emacs or plain keys, and a command palette for everything.`,
];

const CANDIDATE = [
  msg`No account, nothing to install: the link and your name.`,
  msg`You see who is hosting, and which signals are noted, before you ask to join.`,
  msg`Reload, lose the network, close the tab: your code is still there.`,
  msg`The timeline about you is one you can read yourself.`,
  msg`Focus time: minutes to think in which nobody watches you type.`,
];

/** What each of the two people gets. */
export function BothSides() {
  const { t } = useLingui();
  return (
    <section className={classes.band} aria-labelledby="both-sides">
      <div className={classes.inner}>
        <h2 id="both-sides" className={classes.title}>
          <Trans>Made for both sides of the table</Trans>
        </h2>
        <div className={classes.columns}>
          <Side name={t`You interview`} points={INTERVIEWER} tone={classes.interviewer} />
          <Side name={t`You are interviewed`} points={CANDIDATE} tone={classes.candidate} />
        </div>
      </div>
    </section>
  );
}

interface SideProps {
  name: string;
  points: MessageDescriptor[];
  tone: string | undefined;
}

function Side({ name, points, tone }: SideProps) {
  const { t } = useLingui();
  return (
    <div className={`${classes.side} ${tone}`}>
      <h3 className={classes.name}>{name}</h3>
      <ul className={classes.points}>
        {points.map((point) => (
          <li key={point.id}>{t(point)}</li>
        ))}
      </ul>
    </div>
  );
}
