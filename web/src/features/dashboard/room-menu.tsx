import { ActionIcon, Menu } from "@mantine/core";
import { IconDots, IconPencil, IconTrash } from "@tabler/icons-react";
import { lazy, Suspense, useState } from "react";
import type { Room } from "@/api/types";

const RenameDialog = lazy(() => import("./rename-dialog"));
const DeleteDialog = lazy(() => import("./delete-dialog"));

/** What only the host may do with a room from the outside. */
export function RoomMenu({ room }: { room: Room }) {
  const [dialog, setDialog] = useState<"rename" | "delete" | null>(null);
  const close = () => setDialog(null);
  return (
    <>
      <Menu position="bottom-end" width={180}>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size="lg" aria-label={`More for ${room.title}`}>
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconPencil size={16} />} onClick={() => setDialog("rename")}>
            Rename
          </Menu.Item>
          <Menu.Item
            color="red"
            leftSection={<IconTrash size={16} />}
            onClick={() => setDialog("delete")}
          >
            Delete
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Suspense fallback={null}>
        {dialog === "rename" ? <RenameDialog room={room} close={close} /> : null}
        {dialog === "delete" ? <DeleteDialog room={room} close={close} /> : null}
      </Suspense>
    </>
  );
}
