import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Modal, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useChangeEmail } from "@/api/me/change-email";
import { formProblem } from "@/ui/form-problem";
import type { AccountDialogProps } from "./dialogs";
import { FormDialog } from "./form-dialog";
import { OwnPasswordInput } from "./own-password-input";

/** Asks for another address. The old one stays until the new one is verified. */
export default function ChangeEmailDialog({ user, close }: AccountDialogProps) {
  const { t } = useLingui();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const change = useChangeEmail();
  const { fields, general } = formProblem(change.error, ["email", "password"]);
  if (change.isSuccess) return <LookIntoMail email={change.variables.email} close={close} />;
  const send = { email: email.trim(), ...(user.hasPassword && { password }) };
  return (
    <FormDialog
      title={t`Change your address`}
      verb={t`Send the link`}
      disabled={!email.includes("@") || (user.hasPassword && password === "")}
      pending={change.isPending}
      error={change.error}
      message={general}
      submit={() => change.mutate(send)}
      close={close}
    >
      <Text>
        <Trans>
          We mail a link to the new address. Until you open it, everything stays with {user.email}.
        </Trans>
      </Text>
      <TextInput
        data-autofocus
        label={t`New address`}
        type="email"
        autoComplete="email"
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
        error={fields.email}
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

function LookIntoMail({ email, close }: { email: string; close: () => void }) {
  const { t } = useLingui();
  return (
    <Modal opened onClose={close} title={t`Look into your mail`}>
      <Text role="status">
        <Trans>
          A link is on its way to {email}, unless another account has that address. Yours changes
          when you open the link, and the old one gets a note.
        </Trans>
      </Text>
      <Group justify="flex-end" mt="lg">
        <Button onClick={close} data-autofocus>
          <Trans>Done</Trans>
        </Button>
      </Group>
    </Modal>
  );
}
