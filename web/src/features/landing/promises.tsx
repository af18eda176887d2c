import classes from "./promises.module.css";

const PROMISES = [
  {
    title: "Saved means saved",
    text: "“Saved” appears when your keystroke would survive a power cut, and not before. What anyone sees is already in the log.",
  },
  {
    title: "Offline is not the end",
    text: "Keep typing when the network goes. What you wrote waits in your browser and joins the others’ text when you are back.",
  },
  {
    title: "Signals, never verdicts",
    text: "A switched tab is noted as a switched tab. The host chooses what is noted, and the candidate sees the same list.",
  },
  {
    title: "Yours to run",
    text: "One program on one machine, with nothing else to install. Your candidates’ code stays on your server.",
  },
];

/** What can be relied on. */
export function Promises() {
  return (
    <section className={classes.promises} aria-label="What you can rely on">
      {PROMISES.map(({ title, text }) => (
        <div key={title}>
          <h2 className={classes.title}>{title}</h2>
          <p className={classes.text}>{text}</p>
        </div>
      ))}
    </section>
  );
}
