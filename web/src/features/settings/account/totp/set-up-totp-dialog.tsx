import { Trans, useLingui } from "@lingui/react/macro";
import { Text } from "@mantine/core";
import { useState } from "react";
import { useConfirmTotp } from "@/api/auth/confirm-totp";
import { useSetUpTotp } from "@/api/auth/set-up-totp";
import { changeUser } from "@/api/session";
import { formProblem } from "@/ui/form-problem";
import type { AccountDialogProps } from "../dialogs";
import { FormDialog } from "../form-dialog";
import { OwnPasswordInput } from "../own-password-input";
import { RecoveryCodes } from "./recovery-codes";
import { ScanStep } from "./scan-step";

/** Three steps: show who you are, scan and confirm, keep the recovery codes. */
export default function SetUpTotpDialog({ user, close }: AccountDialogProps) {
  const { t } = useLingui();
  const [password, setPassword] = useState("");
  const setUp = useSetUpTotp();
  const confirm = useConfirmTotp();
  // Only then: the page around shows what is on, and would take this dialog away with the codes unread.
  const done = () => {
    close();
    changeUser({ totp: true });
  };
  if (confirm.data) return <RecoveryCodes codes={confirm.data} close={done} />;
  if (setUp.data) return <ScanStep setup={setUp.data} confirm={confirm} close={close} />;
  const { fields, general } = formProblem(setUp.error, ["password"]);
  return (
    <FormDialog
      title={t`Set up a second factor`}
      verb={t`Continue`}
      disabled={user.hasPassword && password === ""}
      pending={setUp.isPending}
      error={setUp.error}
      message={general}
      submit={() => setUp.mutate(user.hasPassword ? password : undefined)}
      close={close}
    >
      <Text>
        <Trans>
          You need an authenticator app on your phone or computer, such as Aegis, 2FAS, Google
          Authenticator, or your password manager. It shows a new code every 30 seconds.
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
