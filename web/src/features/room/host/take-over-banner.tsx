import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { IconCrown } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useLink, useLive, useView } from "../live-context";
import { useAct } from "../use-act";
import { useServerTime } from "../use-time";
import { mayTakeOver } from "./may-take-over";
import classes from "./take-over-banner.module.css";

/** How long the last host must have been gone, in ms; room.md, "People". */
const HOST_GONE_MS = 2 * 60 * 1000;

/** Whether no host has been here for so long that an interviewer may take over. */
function useHostGone(): boolean {
  const { clock } = useLive();
  const online = useLink().phase === "online";
  const away = mayTakeOver(useView());
  /** Since when, as this page has seen it: the server may know of a longer time, never of a shorter. */
  const [since, setSince] = useState<number | null>(null);
  const now = useServerTime(away);
  useEffect(() => setSince(away ? clock.time() : null), [away, clock]);
  return online && away && since !== null && now - since >= HOST_GONE_MS;
}

/** Offers the host's place to an interviewer who was left alone with it. */
export function TakeOverBanner() {
  const gone = useHostGone();
  const act = useAct();
  const [busy, setBusy] = useState(false);
  if (!gone) return null;
  const takeOver = async () => {
    setBusy(true);
    await act({ type: "take_over" }, t`You are not the host`);
    setBusy(false);
  };
  return (
    <div className={classes.banner} role="status">
      <IconCrown size={18} className={classes.icon} aria-hidden />
      <p className={classes.text}>
        <Trans>
          <strong>No host has been here for 2 minutes.</strong> As host you can start and end the
          interview, and give roles.
        </Trans>
      </p>
      <Button size="xs" loading={busy} onClick={takeOver}>
        <Trans>Take over as host</Trans>
      </Button>
    </div>
  );
}
