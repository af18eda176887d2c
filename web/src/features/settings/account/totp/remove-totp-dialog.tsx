import { Trans, useLingui } from "@lingui/react/macro";
import { Text } from "@mantine/core";
import { useState } from "react";
import { useRemoveTotp } from "@/api/auth/remove-totp";
import { formProblem } from "@/ui/form-problem";
import type { AccountDialogProps } from "../dialogs";
import { FormDialog } from "../form-dialog";
import { OwnPasswordInput } from "../own-password-input";

/** Asks before signing in needs no code any more. */
export default function RemoveTotpDialog({ user, close }: AccountDialogProps) {
  const { t } = useLingui();
  const [password, setPassword] = useState("");
  const remove = useRemoveTotp();
  const { fields, general } = formProblem(remove.error, ["password"]);
  return (
    <FormDialog
      title={t`Remove the second factor?`}
      verb={t`Remove`}
      danger
      disabled={user.hasPassword && password === ""}
      pending={remove.isPending}
      error={remove.error}
      message={general}
      submit={() => remove.mutate(user.hasPassword ? password : undefined, { onSuccess: close })}
      close={close}
    >
      <Text>
        <Trans>
          Signing in will ask for no code any more, and your recovery codes stop working. You can
          set it up anew at any time.
        </Trans>
      </Text>
      <OwnPasswordInput
        user={user}
        data-autofocus
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        error={fields.password}
      />
    </FormDialog>
  );
}
