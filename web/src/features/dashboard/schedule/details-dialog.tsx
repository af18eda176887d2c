import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Divider, Group, Modal, Stack, Text } from "@mantine/core";
import { IconListNumbers, IconMailPlus, IconTrash } from "@tabler/icons-react";
import { lazy, Suspense, useState } from "react";
import { Link } from "react-router";
import type { Room } from "@/api/types";
import { InvitedList } from "@/invitations/invited-list";
import { CopyLinkButton } from "@/ui/copy-link-button";
import { useNow } from "@/ui/use-now";
import { timeText } from "../room-times";
import { RescheduleForm } from "./reschedule-form";

const AgendaDialog = lazy(() => import("@/problems/agenda-dialog"));
const InviteDialog = lazy(() => import("@/invitations/invite-dialog"));
const DeleteDialog = lazy(() => import("../delete-dialog"));

/** What is known of an interview, and what can be done about it. */
export default function DetailsDialog({ room, close }: { room: Room; close: () => void }) {
  const { t } = useLingui();
  const [over, setOver] = useState<OverProps["what"] | null>(null);
  const now = useNow();
  const interviews = room.role === "host" || room.role === "interviewer";
  if (over) return <Over what={over} room={room} close={() => setOver(null)} />;
  return (
    <Modal opened onClose={close} title={room.title} size={500}>
      <Stack gap="md">
        <Text c="var(--ink-soft)">{timeText(room, now)}</Text>
        <Group gap="xs">
          <Button component={Link} to={`/r/${room.id}`}>
            {room.status === "live" ? t`Join` : t`Open`}
          </Button>
          {room.status === "ended" ? null : <CopyLinkButton link={room.joinUrl} of={room.title} />}
        </Group>
        {room.role === "host" && room.status === "scheduled" ? (
          <RescheduleForm room={room} />
        ) : null}
        {interviews ? (
          <>
            <Divider label={t`Invited`} labelPosition="left" />
            <InvitedList room={room} />
          </>
        ) : null}
        <Group gap="xs">
          {interviews && room.kind === "interview" && room.status !== "ended" ? (
            <Button
              variant="default"
              leftSection={<IconListNumbers size={17} aria-hidden />}
              onClick={() => setOver("agenda")}
            >
              <Trans>Prepare problems</Trans>
            </Button>
          ) : null}
          {interviews && room.status !== "ended" ? (
            <Button
              variant="default"
              leftSection={<IconMailPlus size={17} aria-hidden />}
              onClick={() => setOver("invite")}
            >
              <Trans>Invite people</Trans>
            </Button>
          ) : null}
          {room.role === "host" ? (
            <Button
              variant="subtle"
              color="red"
              ms="auto"
              leftSection={<IconTrash size={17} aria-hidden />}
              onClick={() => setOver("delete")}
            >
              {room.status === "ended" ? t`Delete` : t`Cancel interview`}
            </Button>
          ) : null}
        </Group>
      </Stack>
    </Modal>
  );
}

interface OverProps {
  what: "agenda" | "invite" | "delete";
  room: Room;
  close: () => void;
}

/** A dialog in the place of the details. */
function Over({ what, room, close }: OverProps) {
  return (
    <Suspense fallback={null}>
      {what === "agenda" ? <AgendaDialog roomId={room.id} close={close} /> : null}
      {what === "invite" ? <InviteDialog roomId={room.id} known={room} close={close} /> : null}
      {what === "delete" ? <DeleteDialog room={room} close={close} /> : null}
    </Suspense>
  );
}
