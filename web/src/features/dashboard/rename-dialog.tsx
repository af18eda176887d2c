import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Modal, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { toProblem } from "@/api/problem";
import { useUpdateRoom } from "@/api/rooms/update-room";
import type { Room } from "@/api/types";

/** Asks for a room's new title. */
export default function RenameDialog({ room, close }: { room: Room; close: () => void }) {
  const { t } = useLingui();
  const [title, setTitle] = useState(room.title);
  const updateRoom = useUpdateRoom();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    updateRoom.mutate({ id: room.id, title: title.trim() }, { onSuccess: close });
  };
  return (
    <Modal opened onClose={close} title={t`Rename this room`}>
      <form onSubmit={submit}>
        <TextInput
          label={t`Title`}
          data-autofocus
          maxLength={200}
          value={title}
          onChange={(event) => setTitle(event.currentTarget.value)}
          error={updateRoom.error ? toProblem(updateRoom.error).message : null}
        />
        <Group justify="flex-end" mt="lg">
          <Button variant="default" onClick={close}>
            <Trans>Cancel</Trans>
          </Button>
          <Button type="submit" disabled={title.trim() === ""} loading={updateRoom.isPending}>
            <Trans>Rename</Trans>
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
