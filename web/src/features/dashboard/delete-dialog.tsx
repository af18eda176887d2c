import { Trans, useLingui } from "@lingui/react/macro";
import { Alert, Button, Group, Modal, Text } from "@mantine/core";
import { toProblem } from "@/api/problem";
import { useDeleteRoom } from "@/api/rooms/delete-room";
import type { Room } from "@/api/types";

/** Asks before a room is gone for everyone. */
export default function DeleteDialog({ room, close }: { room: Room; close: () => void }) {
  const { t } = useLingui();
  const deleteRoom = useDeleteRoom();
  const confirm = () => deleteRoom.mutate(room.id, { onSuccess: close });
  return (
    <Modal opened onClose={close} title={t`Delete “${room.title}”?`}>
      <Text>
        <Trans>
          Its code, notes, chat and timeline are deleted for everyone who took part. This can’t be
          undone.
        </Trans>
        {room.status === "scheduled"
          ? ` ${t`Whoever is invited is told that it is cancelled.`}`
          : null}
      </Text>
      {deleteRoom.error ? (
        <Alert color="red" mt="md" role="alert">
          {toProblem(deleteRoom.error).message}
        </Alert>
      ) : null}
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={close} data-autofocus>
          <Trans>Keep it</Trans>
        </Button>
        <Button color="red" onClick={confirm} loading={deleteRoom.isPending}>
          <Trans>Delete room</Trans>
        </Button>
      </Group>
    </Modal>
  );
}
