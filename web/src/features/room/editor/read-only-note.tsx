import { Trans } from "@lingui/react/macro";
import { IconEye, IconLock, IconMoonStars } from "@tabler/icons-react";
import { clockText } from "../durations";
import { useView } from "../live-context";
import { useServerTime } from "../use-time";
import classes from "./editor-pane.module.css";
import type { ReadOnly } from "./pad-access";

const ICONS = { ended: IconEye, observer: IconEye, locked: IconLock, "focus-time": IconMoonStars };

/** Why the editor takes no text now, and what that means. */
export function ReadOnlyNote({ because }: { because: NonNullable<ReadOnly> }) {
  const Icon = ICONS[because];
  return (
    <div className={classes.note} data-because={because}>
      <Icon size={16} aria-hidden />
      <Words because={because} />
    </div>
  );
}

function Words({ because }: { because: NonNullable<ReadOnly> }) {
  const { focusTime } = useView();
  const now = useServerTime(because === "focus-time");
  if (because === "ended")
    return (
      <span>
        <Trans>The interview has ended. You can still read and copy.</Trans>
      </span>
    );
  if (because === "observer")
    return (
      <span>
        <Trans>You are watching. Everyone can see that you are here.</Trans>
      </span>
    );
  if (because === "locked")
    return (
      <span>
        <Trans>An interviewer locked this pad. You can still read it.</Trans>
      </span>
    );
  const left = focusTime ? clockText(focusTime.until - now) : "";
  return (
    <span>
      <Trans>Focus time: your candidate works unobserved for another {left}.</Trans>
    </span>
  );
}
