import { VisuallyHidden } from "@mantine/core";
import { clockText } from "../durations";
import { useEntries, useLink, useSaved, useView } from "../live-context";
import { liveFor } from "../live-time";
import { problemTimes } from "../problem/problem-times";
import { useServerTime } from "../use-time";
import { savedText } from "./saved-text";
import classes from "./status-line.module.css";

const LINKS = {
  connecting: "Connecting…",
  online: "Connected",
  reconnecting: "Reconnecting…",
  stopped: "Disconnected",
};

/** Connection, what is saved, how many are here, how long it has been. */
export function StatusLine() {
  const link = useLink();
  const saved = useSaved();
  const { people } = useView();
  const here = people.filter(({ online }) => online).length;
  return (
    // Not read aloud at each change, which is each keystroke; what matters of it the announcer says.
    <footer className={classes.line}>
      <div role="status" aria-live="off" className={classes.state} data-state={saved.state}>
        <span className={classes.link} data-phase={link.phase}>
          {LINKS[link.phase]}
        </span>
        <span className={classes.saved}>{savedText(saved)}</span>
      </div>
      <div className={classes.right}>
        <span className={classes.here}>{here === 1 ? "1 person here" : `${here} people here`}</span>
        <OnThisProblem />
        <Elapsed />
      </div>
    </footer>
  );
}

/** How long the problem of now has been it; nothing where its choice is not known. */
function OnThisProblem() {
  const { room, problem } = useView();
  const entries = useEntries();
  const now = useServerTime(room.status === "live" && problem !== null);
  const time = problem && problemTimes(entries, room, now).at(-1);
  if (!time || time.title !== problem.title) return null;
  return (
    <span className={classes.problem} title={`Time on “${time.title}”`}>
      Problem {clockText(time.ms)}
    </span>
  );
}

/** How long the interview has been going, or went. */
function Elapsed() {
  const { room } = useView();
  const entries = useEntries();
  const now = useServerTime(room.status === "live");
  if (!room.startedAt) return <span>Not started</span>;
  return (
    <span>
      <VisuallyHidden>Elapsed: </VisuallyHidden>
      <span title="Time in all">{clockText(liveFor(entries, room, now))}</span>
    </span>
  );
}
