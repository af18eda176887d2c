import { ActionIcon, Button, Group, Menu, Modal, Text } from "@mantine/core";
import { IconCheck, IconDots, IconUserMinus } from "@tabler/icons-react";
import { useState } from "react";
import type { PersonInfo, Role } from "@/live/types";
import { useView } from "../live-context";
import { useAct } from "../use-act";
import { ROLE_NAMES } from "./people-list";

const ROLES: Role[] = ["host", "interviewer", "candidate", "observer"];

/** What a host may do with a person: another role, or out. */
export function PersonMenu({ person }: { person: PersonInfo }) {
  const { room } = useView();
  const act = useAct();
  const [removing, setRemoving] = useState(false);
  const setRole = (role: Role) =>
    act({ type: "set_role", person: person.id, role }, `${person.name} keeps the role`);
  return (
    <>
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
            onClick={() => setRemoving(true)}
          >
            Remove
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {removing ? <RemoveDialog person={person} close={() => setRemoving(false)} /> : null}
    </>
  );
}

function RemoveDialog({ person, close }: { person: PersonInfo; close: () => void }) {
  const act = useAct();
  const [busy, setBusy] = useState(false);
  const remove = async () => {
    setBusy(true);
    const done = await act({ type: "remove", person: person.id }, `${person.name} is still inside`);
    setBusy(false);
    if (done) close();
  };
  return (
    <Modal opened onClose={close} title={`Remove ${person.name}?`} size="sm">
      <Text>
        They leave the room at once and must ask to join again. What they wrote stays in the room.
      </Text>
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={close} data-autofocus>
          Cancel
        </Button>
        <Button color="red" loading={busy} onClick={remove}>
          Remove
        </Button>
      </Group>
    </Modal>
  );
}
