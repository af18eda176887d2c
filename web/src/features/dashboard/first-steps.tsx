import { msg } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import classes from "./first-steps.module.css";

const STEPS = [
  {
    title: msg`Make a room`,
    text: msg`“New interview” gives you a room and a link. Pick a time, or start at once.`,
  },
  {
    title: msg`Send the link`,
    text: msg`Your candidate opens it and types a name. They need no account and install nothing.`,
  },
  {
    title: msg`Let them in`,
    text: msg`They knock, you admit them. From then on you both type in the same editor.`,
  },
];

/** Instead of an empty list: how a first interview goes. */
export function FirstSteps() {
  const { t } = useLingui();
  return (
    <section className={classes.box} aria-label={t`How to hold your first interview`}>
      <h2 className={classes.title}>
        <Trans>Your first interview takes about a minute</Trans>
      </h2>
      <ol className={classes.steps}>
        {STEPS.map((step) => (
          <li key={step.title.id} className={classes.step}>
            <h3 className={classes.name}>{t(step.title)}</h3>
            <p className={classes.text}>{t(step.text)}</p>
          </li>
        ))}
      </ol>
      <p className={classes.foot}>
        <Trans>
          Rather look around first? A practice room is the same editor with nobody else in it.
        </Trans>
      </p>
    </section>
  );
}
