import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { IconCheck, IconLock } from "@tabler/icons-react";
import type { ReactNode } from "react";
import classes from "./room-picture.module.css";

/** A picture of the room, drawn in the page so that it is sharp and follows the theme. */
export function RoomPicture() {
  const { t } = useLingui();
  return (
    <div
      className={classes.picture}
      role="img"
      aria-label={t`An interview room: Priya and Tomás type in the same Python function, and a card says that Wei asks to join.`}
    >
      <div className={classes.window} aria-hidden="true">
        <div className={classes.bar}>
          <span className={classes.tab}>solution.py</span>
          <span className={classes.tabQuiet}>
            <IconLock size={13} /> <Trans>Notes</Trans>
          </span>
          <span className={classes.people}>
            <span className={`${classes.face} ${classes.priya}`}>PR</span>
            <span className={`${classes.face} ${classes.tomas}`}>TO</span>
          </span>
        </div>
        <Code />
        <div className={classes.status}>
          <span className={classes.saved}>
            <IconCheck size={14} stroke={2.5} /> <Trans>Saved</Trans>
          </span>
          <span>Python</span>
          <span>
            <Plural value={2} one="# person" other="# people" />
          </span>
          <span className={classes.clock}>24:07</span>
        </div>
      </div>
      <KnockCard />
    </div>
  );
}

function Code() {
  return (
    <div className={classes.code}>
      <Line>
        <b>def</b> merge(intervals):
      </Line>
      <Line>{"    "}intervals.sort()</Line>
      <Line>{"    "}merged = [intervals[0]]</Line>
      <Line>
        {"    "}
        <b>for</b> start, end <b>in</b> intervals[1:]:
        <Cursor of="Priya" tone={classes.priya} />
      </Line>
      <Line>{"        "}last = merged[-1]</Line>
      <Line>
        {"        "}
        <b>if</b> start &lt;= last[1]:
      </Line>
      <Line>
        {"            "}last[1] = max(last[1], end)
        <Cursor of="Tomás" tone={classes.tomas} />
      </Line>
      <Line>
        {"        "}
        <b>else</b>:
      </Line>
      <Line>{"            "}merged.append([start, end])</Line>
      <Line>
        {"    "}
        <b>return</b> merged
      </Line>
    </div>
  );
}

function Line({ children }: { children: ReactNode }) {
  return <div className={classes.line}>{children}</div>;
}

function Cursor({ of, tone }: { of: string; tone: string | undefined }) {
  return (
    <span className={`${classes.cursor} ${tone}`}>
      <span className={classes.flag}>{of}</span>
    </span>
  );
}

function KnockCard() {
  return (
    <div className={classes.knock} aria-hidden="true">
      <div>
        <Trans>
          <strong>Wei Chen</strong> asks to join
        </Trans>
      </div>
      <div className={classes.choice}>
        <span className={classes.admit}>
          <Trans>Admit</Trans>
        </span>
        <span className={classes.reject}>
          <Trans>Not now</Trans>
        </span>
      </div>
    </div>
  );
}
