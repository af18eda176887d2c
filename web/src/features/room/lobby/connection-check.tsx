import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { IconCircleCheck, IconInfoCircle, IconLoader2 } from "@tabler/icons-react";
import { useView } from "../live-context";
import classes from "./device-check.module.css";
import { reachWords } from "./reach-words";
import { useConnectionTest } from "./use-connection-test";

/** Whether a call would get through from here. */
export function ConnectionCheck() {
  const { room } = useView();
  const { reach, again } = useConnectionTest(room.id);
  const words = reach && reachWords(reach);
  const Icon = words ? (words.well ? IconCircleCheck : IconInfoCircle) : IconLoader2;
  return (
    <div className={classes.reach} data-well={words?.well ?? true}>
      <Icon size={18} className={classes.reachIcon} aria-hidden />
      <p className={classes.reachText} role="status">
        {words?.text ?? t`Testing your connection…`}
      </p>
      {words ? (
        <Button variant="subtle" size="compact-sm" onClick={again}>
          <Trans>Test again</Trans>
        </Button>
      ) : null}
    </div>
  );
}
