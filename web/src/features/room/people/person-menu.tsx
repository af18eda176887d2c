import { ActionIcon, Menu } from "@mantine/core";
import { IconCheck, IconDots, IconUserMinus } from "@tabler/icons-react";
import type { PersonInfo, Role } from "@/live/types";
import { useView } from "../live-context";
import { useRoomUi } from "../room-ui";
import { useAct } from "../use-act";
import { ROLE_NAMES } from "./people-list";

const ROLES: Role[] = ["host", "interviewer", "candidate", "observer"];

/** What a host may do with a person: another role, or out. */
export function PersonMenu({ person }: { person: PersonInfo }) {
  const { room } = useView();
  const act = useAct();
  const { change } = useRoomUi();
  const setRole = (role: Role) =>
    act({ type: "set_role", person: person.id, role }, `${person.name} keeps the role`);
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={`Options for ${person.name}`}>
          <IconDots size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Role</Menu.Label>
        {ROLES.map((role) => (
          <Menu.Item
            key={role}
            disabled={room.status === "ended"}
            leftSection={person.role === role ? <IconCheck size={16} /> : <span />}
            onClick={() => setRole(role)}
          >
            {ROLE_NAMES[role]}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item
          color="red"
          leftSection={<IconUserMinus size={16} />}
          onClick={() => change({ dialog: { remove: person } })}
        >
          Remove
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
