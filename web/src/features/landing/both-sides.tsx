import classes from "./both-sides.module.css";

const INTERVIEWER = [
  "A room and its link in two clicks, for now or for next week.",
  "Everyone knocks; any interviewer lets them in, and all see who did.",
  "The problem reaches the candidate only when you show it.",
  "Hints one at a time, notes of your own, and a lock for the editor.",
  "Vim, Emacs or plain keys, and a command palette for everything.",
];

const CANDIDATE = [
  "No account, nothing to install: the link and your name.",
  "You see who is hosting, and which signals are noted, before you ask to join.",
  "Reload, lose the network, close the tab: your code is still there.",
  "The timeline about you is one you can read yourself.",
  "Focus time: minutes to think in which nobody watches you type.",
];

/** What each of the two people gets. */
export function BothSides() {
  return (
    <section className={classes.band} aria-labelledby="both-sides">
      <div className={classes.inner}>
        <h2 id="both-sides" className={classes.title}>
          Made for both sides of the table
        </h2>
        <div className={classes.columns}>
          <Side name="You interview" points={INTERVIEWER} tone={classes.interviewer} />
          <Side name="You are interviewed" points={CANDIDATE} tone={classes.candidate} />
        </div>
      </div>
    </section>
  );
}

interface SideProps {
  name: string;
  points: string[];
  tone: string | undefined;
}

function Side({ name, points, tone }: SideProps) {
  return (
    <div className={`${classes.side} ${tone}`}>
      <h3 className={classes.name}>{name}</h3>
      <ul className={classes.points}>
        {points.map((point) => (
          <li key={point}>{point}</li>
        ))}
      </ul>
    </div>
  );
}
