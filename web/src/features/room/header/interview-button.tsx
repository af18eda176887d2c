import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useState } from "react";
import { useView } from "../live-context";
import { useRoomUi } from "../room-ui";
import { useAct } from "../use-act";

/** The one step that comes next in a room's life; for hosts. */
export function InterviewButton() {
  const { me, room } = useView();
  const { change } = useRoomUi();
  const act = useAct();
  const [busy, setBusy] = useState(false);
  if (me.role !== "host") return null;
  if (room.status === "live") {
    return (
      <Button color="red" variant="light" onClick={() => change({ dialog: "end" })}>
        <Trans>End interview</Trans>
      </Button>
    );
  }
  const ended = room.status === "ended";
  const go = async () => {
    setBusy(true);
    await act(
      { type: ended ? "reopen" : "start" },
      ended ? t`The interview was not reopened` : t`The interview was not started`,
    );
    setBusy(false);
  };
  return (
    <Button loading={busy} variant={ended ? "default" : "filled"} onClick={go}>
      {ended ? t`Reopen interview` : t`Start interview`}
    </Button>
  );
}
