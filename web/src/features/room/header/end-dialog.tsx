import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button, Group, Modal, Text } from "@mantine/core";
import { useState } from "react";
import { useAct } from "../use-act";

/** Asks once before the interview ends: the candidate is gone within a second. */
export function EndDialog({ close }: { close: () => void }) {
  const act = useAct();
  const [busy, setBusy] = useState(false);
  const end = async () => {
    setBusy(true);
    const ended = await act({ type: "end" }, t`The interview goes on`);
    setBusy(false);
    if (ended) close();
  };
  return (
    <Modal opened onClose={close} title={t`End the interview?`} size="sm">
      <Text>
        <Trans>
          Candidates leave with a friendly word. Everything written is kept; you can stay, read it,
          and reopen the room later.
        </Trans>
      </Text>
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={close}>
          <Trans>Go on</Trans>
        </Button>
        <Button color="red" loading={busy} onClick={end} data-autofocus>
          <Trans>End now</Trans>
        </Button>
      </Group>
    </Modal>
  );
}
