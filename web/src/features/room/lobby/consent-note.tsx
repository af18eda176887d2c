import { Trans } from "@lingui/react/macro";
import { ConsentSwitches } from "../consent/consent-switches";
import { consentPromise } from "../consent/consent-words";
import classes from "./lobby.module.css";

/** Asks for consent before anyone goes in; doing nothing is a no. */
export function ConsentNote() {
  return (
    <section className={classes.note}>
      <h2 className={classes.noteTitle}>
        <Trans>What you agree to</Trans>
      </h2>
      <p className={classes.noteText}>
        {consentPromise()} <Trans>You can change your mind later, in the room's menu.</Trans>
      </p>
      <ConsentSwitches />
    </section>
  );
}
