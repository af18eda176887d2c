import { ConsentSwitches } from "../consent/consent-switches";
import { CONSENT_PROMISE } from "../consent/consent-words";
import classes from "./lobby.module.css";

/** Asks for consent before anyone goes in; doing nothing is a no. */
export function ConsentNote() {
  return (
    <section className={classes.note}>
      <h2 className={classes.noteTitle}>What you agree to</h2>
      <p className={classes.noteText}>
        {CONSENT_PROMISE} You can change your mind later, in the room's menu.
      </p>
      <ConsentSwitches />
    </section>
  );
}
