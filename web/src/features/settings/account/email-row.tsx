import { Trans, useLingui } from "@lingui/react/macro";
import { Badge, Button } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { useFreshMe } from "@/api/me/load-me";
import { useSendVerification } from "@/api/me/send-verification";
import type { User } from "@/api/types";
import { problemText } from "@/ui/form-problem";
import { DialogButton } from "./dialog-button";
import classes from "./email-row.module.css";
import { SettingRow } from "./setting-row";

/** While its link waits to be opened, in another tab or on a phone. */
function AwaitVerification() {
  useFreshMe();
  return null;
}

/** The address, whether it is verified, and how it becomes so. */
export function EmailRow({ user }: { user: User }) {
  const { t } = useLingui();
  const send = useSendVerification();
  return (
    <SettingRow
      title={t`E-mail address`}
      action={
        <>
          {user.emailVerified ? null : (
            <Button
              variant="default"
              loading={send.isPending}
              disabled={send.isSuccess}
              onClick={() => send.mutate()}
            >
              <Trans>Send link again</Trans>
            </Button>
          )}
          <DialogButton dialog="email" user={user} label={t`Change e-mail address`}>
            <Trans>Change</Trans>
          </DialogButton>
        </>
      }
    >
      {user.emailVerified ? null : <AwaitVerification />}
      <div className={classes.address}>
        <span>{user.email}</span>
        <VerifiedBadge verified={user.emailVerified} />
      </div>
      <div role="status" className={send.isError ? classes.error : undefined}>
        {send.isSuccess ? t`On its way. Open the link in that mail; only the newest works.` : null}
        {send.error ? problemText(send.error) : null}
      </div>
    </SettingRow>
  );
}

function VerifiedBadge({ verified }: { verified: boolean }) {
  if (!verified) {
    return (
      <Badge variant="light" color="coral">
        <Trans>Not verified</Trans>
      </Badge>
    );
  }
  return (
    <Badge variant="light" leftSection={<IconCheck size={13} aria-hidden />}>
      <Trans>Verified</Trans>
    </Badge>
  );
}
