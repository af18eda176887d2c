import classes from "./first-steps.module.css";

const STEPS = [
  {
    title: "Make a room",
    text: "“New interview” gives you a room and a link. Pick a time, or start at once.",
  },
  {
    title: "Send the link",
    text: "Your candidate opens it and types a name. They need no account and install nothing.",
  },
  {
    title: "Let them in",
    text: "They knock, you admit them. From then on you both type in the same editor.",
  },
];

/** Instead of an empty list: how a first interview goes. */
export function FirstSteps() {
  return (
    <section className={classes.box} aria-label="How to hold your first interview">
      <h2 className={classes.title}>Your first interview takes about a minute</h2>
      <ol className={classes.steps}>
        {STEPS.map((step) => (
          <li key={step.title} className={classes.step}>
            <h3 className={classes.name}>{step.title}</h3>
            <p className={classes.text}>{step.text}</p>
          </li>
        ))}
      </ol>
      <p className={classes.foot}>
        Rather look around first? A practice room is the same editor with nobody else in it.
      </p>
    </section>
  );
}
