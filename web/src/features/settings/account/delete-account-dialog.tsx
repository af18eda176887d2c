import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { List, Text, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { useDeleteMe } from "@/api/me/delete-me";
import { useLanguage } from "@/texts/language";
import { formProblem } from "@/ui/form-problem";
import type { AccountDialogProps } from "./dialogs";
import { FormDialog } from "./form-dialog";
import { OwnPasswordInput } from "./own-password-input";

const sayGoodbye = () =>
  notifications.show({
    title: t`Your account is deleted`,
    message: t`You are signed out on every device.`,
  });

/** Asks twice before an account is gone: for its address, and for its password. */
export default function DeleteAccountDialog({ user, close }: AccountDialogProps) {
  useLanguage();
  const [typed, setTyped] = useState("");
  const [password, setPassword] = useState("");
  const deleteMe = useDeleteMe(sayGoodbye);
  const { fields, general } = formProblem(deleteMe.error, ["password"]);
  const isMeant = typed.trim().toLowerCase() === user.email.toLowerCase();
  return (
    <FormDialog
      title={t`Delete your account?`}
      verb={t`Delete for good`}
      danger
      disabled={!isMeant || (user.hasPassword && password === "")}
      pending={deleteMe.isPending}
      error={deleteMe.error}
      message={general}
      submit={() => deleteMe.mutate(user.hasPassword ? password : undefined)}
      close={close}
    >
      <WhatHappens />
      <TextInput
        data-autofocus
        label={t`To confirm, type ${user.email}`}
        autoComplete="off"
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <OwnPasswordInput
        user={user}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        error={fields.password}
      />
    </FormDialog>
  );
}

function WhatHappens() {
  return (
    <div>
      <Text>
        <Trans>This can’t be undone.</Trans>
      </Text>
      <List mt="xs" spacing={4}>
        <List.Item>
          <Trans>
            <strong>Removed:</strong> your profile, settings, address and sign-ins; the rooms that
            you host alone, for everyone who was in them; and in all other rooms your name and what
            you said and wrote. Where you were the candidate, the whole code goes.
          </Trans>
        </List.Item>
        <List.Item>
          <Trans>
            <strong>Stays:</strong> that somebody took part in rooms with another host or
            interviewer, and when.
          </Trans>
        </List.Item>
      </List>
    </div>
  );
}
