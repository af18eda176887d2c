import { Trans, useLingui } from "@lingui/react/macro";
import { TextInput } from "@mantine/core";
import { useState } from "react";
import type { useConfirmTotp } from "@/api/auth/confirm-totp";
import type { TotpSetup } from "@/api/types";
import { CopyButton } from "@/ui/copy-button";
import { formProblem } from "@/ui/form-problem";
import { FormDialog } from "../form-dialog";
import classes from "./totp.module.css";

interface ScanStepProps {
  setup: TotpSetup;
  confirm: ReturnType<typeof useConfirmTotp>;
  close: () => void;
}

/** The secret, to scan or to type, and a first code that shows that the app has it. */
export function ScanStep({ setup, confirm, close }: ScanStepProps) {
  const { t } = useLingui();
  const [code, setCode] = useState("");
  const { fields, general } = formProblem(confirm.error, ["code"]);
  const picture = `data:image/svg+xml,${encodeURIComponent(setup.qrSvg)}`;
  return (
    <FormDialog
      title={t`Scan this with your app`}
      verb={t`Turn on`}
      disabled={code.trim() === ""}
      pending={confirm.isPending}
      error={confirm.error}
      message={general}
      submit={() => confirm.mutate(code.replace(/\s/g, ""))}
      close={close}
    >
      <div className={classes.scan}>
        <img className={classes.picture} src={picture} alt={t`QR code with the key below`} />
        <div>
          <div className={classes.hint}>
            <Trans>Can’t scan? Type this key into the app:</Trans>
          </div>
          <code className={classes.secret}>{inGroups(setup.secret)}</code>
          <CopyButton text={setup.secret} what={t`the key`} size="xs" />
        </div>
      </div>
      <TextInput
        data-autofocus
        label={t`Code`}
        description={t`The 6 digits that the app shows for CoDevLive.`}
        inputMode="numeric"
        autoComplete="one-time-code"
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
        error={fields.code}
      />
    </FormDialog>
  );
}

/** Four characters at a time, as people read and type them. */
const inGroups = (secret: string) => secret.match(/.{1,4}/g)?.join(" ") ?? secret;
