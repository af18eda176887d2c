import { t } from "@lingui/core/macro";
import { Plural, Trans } from "@lingui/react/macro";
import { VisuallyHidden } from "@mantine/core";
import type { Link } from "@/live/room-connection";
import { clockText } from "../durations";
import { useEntries, useLink, useSaved, useView } from "../live-context";
import { liveFor } from "../live-time";
import { problemTimes } from "../problem/problem-times";
import { useServerTime } from "../use-time";
import { savedText } from "./saved-text";
import classes from "./status-line.module.css";

const links = (): Record<Link["phase"], string> => ({
  connecting: t`Connecting…`,
  online: t`Connected`,
  reconnecting: t`Reconnecting…`,
  stopped: t`Disconnected`,
});

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
          {links()[link.phase]}
        </span>
        <span className={classes.saved}>{savedText(saved)}</span>
      </div>
      <div className={classes.right}>
        <span className={classes.here}>
          <Plural value={here} one="# person here" other="# people here" />
        </span>
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
  const clock = clockText(time.ms);
  return (
    <span className={classes.problem} title={t`Time on “${{ title: time.title }}”`}>
      <Trans>Problem {clock}</Trans>
    </span>
  );
}

/** How long the interview has been going, or went. */
function Elapsed() {
  const { room } = useView();
  const entries = useEntries();
  const now = useServerTime(room.status === "live");
  if (!room.startedAt)
    return (
      <span>
        <Trans>Not started</Trans>
      </span>
    );
  return (
    <span>
      <VisuallyHidden>
        <Trans>Elapsed:</Trans>{" "}
      </VisuallyHidden>
      <span title={t`Time in all`}>{clockText(liveFor(entries, room, now))}</span>
    </span>
  );
}
