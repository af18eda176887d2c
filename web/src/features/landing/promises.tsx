import { msg } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import classes from "./promises.module.css";

const PROMISES = [
  {
    title: msg`Saved means saved`,
    text: msg`“Saved” appears when your keystroke would survive a power cut, and not before. What anyone sees is already in the log.`,
  },
  {
    title: msg`Offline is not the end`,
    text: msg`Keep typing when the network goes. What you wrote waits in your browser and joins the others’ text when you are back.`,
  },
  {
    title: msg`Signals, never verdicts`,
    text: msg`A switched tab is noted as a switched tab. The host chooses what is noted, and the candidate sees the same list.`,
  },
  {
    title: msg`Yours to run`,
    text: msg`One program on one machine, with nothing else to install. Your candidates’ code stays on your server.`,
  },
];

/** What can be relied on. */
export function Promises() {
  const { t } = useLingui();
  return (
    <section className={classes.promises} aria-label={t`What you can rely on`}>
      {PROMISES.map(({ title, text }) => (
        <div key={title.id}>
          <h2 className={classes.title}>{t(title)}</h2>
          <p className={classes.text}>{t(text)}</p>
        </div>
      ))}
    </section>
  );
}
