import { useLingui } from "@lingui/react/macro";
import { ActionIcon, Button, NativeSelect, TextInput } from "@mantine/core";
import { IconMailPlus, IconX } from "@tabler/icons-react";
import { useRef } from "react";
import { INVITED_ROLES } from "@/invitations/roles";
import classes from "./invitee-fields.module.css";
import type { Invitee } from "./new-interview";

interface InviteeFieldsProps {
  invitees: Invitee[];
  change: (invitees: Invitee[]) => void;
}

/** Whom to invite with the room, a row each. None is fine: the link is enough. */
export function InviteeFields({ invitees, change }: InviteeFieldsProps) {
  const { t } = useLingui();
  const next = useRef(0);
  const add = () => {
    next.current += 1;
    change([...invitees, { key: next.current, email: "", role: "candidate" }]);
  };
  const put = (key: number, part: Partial<Invitee>) =>
    change(invitees.map((one) => (one.key === key ? { ...one, ...part } : one)));
  return (
    <div className={classes.fields}>
      {invitees.map(({ key, email, role }, index) => {
        const number = index + 1;
        return (
          <div className={classes.row} key={key}>
            <TextInput
              type="email"
              aria-label={t`E-mail address of invited person ${number}`}
              placeholder="name@example.org"
              autoComplete="off"
              autoFocus
              value={email}
              onChange={(event) => put(key, { email: event.currentTarget.value })}
            />
            <NativeSelect
              aria-label={t`Role of invited person ${number}`}
              data={INVITED_ROLES.map(({ value, label }) => ({ value, label: t(label) }))}
              value={role}
              onChange={(event) => put(key, { role: asRole(event.currentTarget.value) })}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              size="lg"
              aria-label={t`Do not invite person ${number}`}
              onClick={() => change(invitees.filter((one) => one.key !== key))}
            >
              <IconX size={17} />
            </ActionIcon>
          </div>
        );
      })}
      <Button
        className={classes.add}
        variant="subtle"
        size="compact-md"
        leftSection={<IconMailPlus size={17} aria-hidden />}
        onClick={add}
      >
        {invitees.length === 0 ? t`Invite people by mail` : t`Invite another`}
      </Button>
    </div>
  );
}

const asRole = (value: string): Invitee["role"] =>
  INVITED_ROLES.find((role) => role.value === value)?.value ?? "candidate";
