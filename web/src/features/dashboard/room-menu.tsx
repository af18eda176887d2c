import { Trans, useLingui } from "@lingui/react/macro";
import { ActionIcon, Menu } from "@mantine/core";
import {
  IconDots,
  IconListNumbers,
  IconMailPlus,
  IconPencil,
  IconTrash,
} from "@tabler/icons-react";
import { lazy, Suspense, useState } from "react";
import type { Room } from "@/api/types";

const AgendaDialog = lazy(() => import("@/problems/agenda-dialog"));
const InviteDialog = lazy(() => import("@/invitations/invite-dialog"));
const RenameDialog = lazy(() => import("./rename-dialog"));
const DeleteDialog = lazy(() => import("./delete-dialog"));

/** What those who interview may do with a room from the outside; all but inviting is the host's alone. */
export default function RoomMenu({ room }: { room: Room }) {
  const { t } = useLingui();
  const [dialog, setDialog] = useState<"agenda" | "invite" | "rename" | "delete" | null>(null);
  const close = () => setDialog(null);
  return (
    <>
      <Menu position="bottom-end" width={180}>
        <Menu.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={t`More for ${room.title}`}
          >
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconMailPlus size={16} />} onClick={() => setDialog("invite")}>
            <Trans>Invite people</Trans>
          </Menu.Item>
          {room.kind === "interview" && room.status !== "ended" ? (
            <Menu.Item
              leftSection={<IconListNumbers size={16} />}
              onClick={() => setDialog("agenda")}
            >
              <Trans>Prepare problems</Trans>
            </Menu.Item>
          ) : null}
          {room.role === "host" ? (
            <>
              <Menu.Item leftSection={<IconPencil size={16} />} onClick={() => setDialog("rename")}>
                <Trans>Rename</Trans>
              </Menu.Item>
              <Menu.Item
                color="red"
                leftSection={<IconTrash size={16} />}
                onClick={() => setDialog("delete")}
              >
                <Trans>Delete</Trans>
              </Menu.Item>
            </>
          ) : null}
        </Menu.Dropdown>
      </Menu>
      <Suspense fallback={null}>
        {dialog === "agenda" ? <AgendaDialog roomId={room.id} close={close} /> : null}
        {dialog === "invite" ? <InviteDialog roomId={room.id} known={room} close={close} /> : null}
        {dialog === "rename" ? <RenameDialog room={room} close={close} /> : null}
        {dialog === "delete" ? <DeleteDialog room={room} close={close} /> : null}
      </Suspense>
    </>
  );
}
