import { Trans, useLingui } from "@lingui/react/macro";
import { Alert, Divider, Modal, Skeleton, Stack, Text } from "@mantine/core";
import { toProblem } from "@/api/problem";
import { useRoom } from "@/api/rooms/show-room";
import type { Room } from "@/api/types";
import { CopyLinkButton } from "@/ui/copy-link-button";
import { InviteForm } from "./invite-form";
import { InvitedList } from "./invited-list";

interface InviteDialogProps {
  roomId: string;
  /** The room, if it is known already. */
  known?: Room;
  close: () => void;
}

/** Who is invited to a room, and whom to invite besides. */
export default function InviteDialog({ roomId, known, close }: InviteDialogProps) {
  const { t } = useLingui();
  const { data: room, error } = useRoom(roomId, known);
  return (
    <Modal opened onClose={close} title={t`Invite people`} size={520}>
      {room ? <Inviting room={room} /> : null}
      {!room && error ? (
        <Alert color="red" role="alert">
          {toProblem(error).message}
        </Alert>
      ) : null}
      {room || error ? null : <Skeleton height={320} radius="md" aria-label={t`Loading`} />}
    </Modal>
  );
}

function Inviting({ room }: { room: Room }) {
  const { t } = useLingui();
  return (
    <Stack gap="md">
      {room.status === "ended" ? null : <InviteForm room={room} />}
      <Divider label={t`Invited to this room`} labelPosition="left" />
      <InvitedList room={room} />
      <CopyLinkButton link={room.joinUrl} of={room.title} />
      <Text size="sm" c="var(--ink-soft)">
        <Trans>Whoever only has the link asks to join, as a candidate.</Trans>
      </Text>
    </Stack>
  );
}
