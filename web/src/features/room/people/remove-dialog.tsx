import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button, Group, Modal, Text } from "@mantine/core";
import { useState } from "react";
import type { PersonInfo } from "@/live/types";
import { useAct } from "../use-act";

/** Asks once before a person is put out. */
export function RemoveDialog({ person, close }: { person: PersonInfo; close: () => void }) {
  const act = useAct();
  const [busy, setBusy] = useState(false);
  const remove = async () => {
    setBusy(true);
    const done = await act(
      { type: "remove", person: person.id },
      t`${{ name: person.name }} is still inside`,
    );
    setBusy(false);
    if (done) close();
  };
  return (
    <Modal opened onClose={close} title={t`Remove ${{ name: person.name }}?`} size="sm">
      <Text>
        <Trans>
          They leave the room at once and must ask to join again. What they wrote stays in the room.
        </Trans>
      </Text>
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={close} data-autofocus>
          <Trans>Cancel</Trans>
        </Button>
        <Button color="red" loading={busy} onClick={remove}>
          <Trans>Remove</Trans>
        </Button>
      </Group>
    </Modal>
  );
}
