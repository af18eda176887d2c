import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { IconMoonStars } from "@tabler/icons-react";
import { clockText } from "../durations";
import { interviews, useView } from "../live-context";
import { useAct } from "../use-act";
import { useServerTime } from "../use-time";
import classes from "./room-header.module.css";

/** How much is left of the focus time; the same for everyone. */
export function FocusCountdown() {
  const { focusTime, me } = useView();
  const now = useServerTime(Boolean(focusTime));
  const act = useAct();
  if (!focusTime || focusTime.until <= now) return null;
  const ends = interviews(me.role);
  return (
    <div className={classes.focus} data-alone={!ends} role="timer" aria-label={t`Focus time left`}>
      <IconMoonStars size={17} aria-hidden />
      <span className={classes.focusWord}>
        <Trans>Focus time</Trans>
      </span>
      <span>{clockText(focusTime.until - now)}</span>
      {ends ? (
        <Button
          size="compact-xs"
          variant="subtle"
          onClick={() => act({ type: "end_focus_time" }, t`The focus time goes on`)}
        >
          <Trans>End focus time</Trans>
        </Button>
      ) : null}
    </div>
  );
}
