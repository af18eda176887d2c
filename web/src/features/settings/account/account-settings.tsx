import { Trans, useLingui } from "@lingui/react/macro";
import { useSession } from "@/api/session";
import type { User } from "@/api/types";
import { SettingsSection } from "../settings-section";
import { DataSettings } from "./data-settings";
import { DialogButton } from "./dialog-button";
import { EmailRow } from "./email-row";
import { NotificationSettings } from "./notification-settings";
import { SessionSettings } from "./session-settings";
import { SettingRow } from "./setting-row";

/** All that is about the account itself: how it is opened, by whom, and how it ends. */
export default function AccountSettings() {
  const { t } = useLingui();
  const session = useSession();
  if (session.status !== "signedIn") return null;
  const { user } = session;
  return (
    <>
      <SettingsSection title={t`Account & security`}>
        <EmailRow user={user} />
        <PasswordRow user={user} />
        <TotpRow user={user} />
      </SettingsSection>
      <SessionSettings />
      <NotificationSettings user={user} />
      <DataSettings user={user} />
    </>
  );
}

function PasswordRow({ user }: { user: User }) {
  const { t } = useLingui();
  return (
    <SettingRow
      title={t`Password`}
      action={
        <DialogButton
          dialog="password"
          user={user}
          label={user.hasPassword ? t`Change password` : t`Set password`}
        >
          {user.hasPassword ? t`Change` : t({ context: "a password", message: "Set" })}
        </DialogButton>
      }
    >
      {user.hasPassword
        ? t`Changing it signs you out on all other devices.`
        : t`You have none: you sign in through Google or GitHub.`}
    </SettingRow>
  );
}

function TotpRow({ user }: { user: User }) {
  const { t } = useLingui();
  return (
    <SettingRow
      title={t`Second factor`}
      action={
        user.totp ? (
          <DialogButton
            key="remove"
            dialog="removeTotp"
            user={user}
            label={t`Remove second factor`}
          >
            <Trans>Remove</Trans>
          </DialogButton>
        ) : (
          <DialogButton key="set-up" dialog="setUpTotp" user={user} label={t`Set up second factor`}>
            <Trans>Set up</Trans>
          </DialogButton>
        )
      }
    >
      {user.totp
        ? t`On. Signing in asks for a code of your authenticator app as well.`
        : t`Off. With it, somebody who learns your password still can’t sign in.`}
    </SettingRow>
  );
}
