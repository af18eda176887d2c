import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { ActionIcon, Menu } from "@mantine/core";
import { IconCheck, IconDots, IconUserMinus } from "@tabler/icons-react";
import type { PersonInfo, Role } from "@/live/types";
import { useView } from "../live-context";
import { useRoomUi } from "../room-ui";
import { useAct } from "../use-act";
import { roleName } from "./people-list";

const ROLES: Role[] = ["host", "interviewer", "candidate", "observer"];

/** What a host may do with a person: another role, or out. */
export function PersonMenu({ person }: { person: PersonInfo }) {
  const { room } = useView();
  const act = useAct();
  const { change } = useRoomUi();
  const setRole = (role: Role) =>
    act({ type: "set_role", person: person.id, role }, t`${{ name: person.name }} keeps the role`);
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t`Options for ${{ name: person.name }}`}
        >
          <IconDots size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Trans>Role</Trans>
        </Menu.Label>
        {ROLES.map((role) => (
          <Menu.Item
            key={role}
            disabled={room.status === "ended"}
            leftSection={person.role === role ? <IconCheck size={16} /> : <span />}
            onClick={() => setRole(role)}
          >
            {roleName(role)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item
          color="red"
          leftSection={<IconUserMinus size={16} />}
          onClick={() => change({ dialog: { remove: person } })}
        >
          <Trans>Remove</Trans>
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
