import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button, Group, Modal, Stack } from "@mantine/core";
import { useEffect } from "react";
import { DeviceFields } from "./device-fields";
import { useMedia } from "./media-context";

/** Chooses devices while the call goes on. */
export function DevicesDialog({ close }: { close: () => void }) {
  const { list } = useMedia();
  useEffect(() => void list.look(), [list]);
  return (
    <Modal opened onClose={close} title={t`Camera and sound`} size="sm">
      <Stack gap="sm">
        <DeviceFields />
      </Stack>
      <Group justify="flex-end" mt="lg">
        <Button onClick={close}>
          <Trans>Done</Trans>
        </Button>
      </Group>
    </Modal>
  );
}
