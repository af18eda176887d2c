import { useLingui } from "@lingui/react/macro";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { useChangePassword } from "@/api/me/change-password";
import { formProblem } from "@/ui/form-problem";
import { NewPasswordInput } from "@/ui/new-password-input";
import type { AccountDialogProps } from "./dialogs";
import { FormDialog } from "./form-dialog";
import { OwnPasswordInput } from "./own-password-input";

/** Asks for the old and the new password; only for a new one where there is none. */
export default function ChangePasswordDialog({ user, close }: AccountDialogProps) {
  const { t } = useLingui();
  const [currentPassword, setCurrent] = useState("");
  const [newPassword, setNew] = useState("");
  const change = useChangePassword();
  const { fields, general } = formProblem(change.error, ["currentPassword", "newPassword"]);
  const send = { newPassword, ...(user.hasPassword && { currentPassword }) };
  const done = () => {
    notifications.show({
      title: user.hasPassword ? t`Your password is changed` : t`Your password is set`,
      message: t`You are signed out on all other devices.`,
    });
    close();
  };
  return (
    <FormDialog
      title={user.hasPassword ? t`Change your password` : t`Set a password`}
      verb={user.hasPassword ? t`Change password` : t`Set password`}
      disabled={newPassword === "" || (user.hasPassword && currentPassword === "")}
      pending={change.isPending}
      error={change.error}
      message={general}
      submit={() => change.mutate(send, { onSuccess: done })}
      close={close}
    >
      <OwnPasswordInput
        user={user}
        label={t`Password until now`}
        data-autofocus
        value={currentPassword}
        onChange={(event) => setCurrent(event.currentTarget.value)}
        error={fields.currentPassword}
      />
      <NewPasswordInput
        label={t`New password`}
        value={newPassword}
        onChange={(event) => setNew(event.currentTarget.value)}
        error={fields.newPassword}
      />
    </FormDialog>
  );
}
