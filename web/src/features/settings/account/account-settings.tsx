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
  const session = useSession();
  if (session.status !== "signedIn") return null;
  const { user } = session;
  return (
    <>
      <SettingsSection title="Account & security">
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
  const verb = user.hasPassword ? "Change" : "Set";
  return (
    <SettingRow
      title="Password"
      action={
        <DialogButton dialog="password" user={user} label={`${verb} password`}>
          {verb}
        </DialogButton>
      }
    >
      {user.hasPassword
        ? "Changing it signs you out on all other devices."
        : "You have none: you sign in through Google or GitHub."}
    </SettingRow>
  );
}

function TotpRow({ user }: { user: User }) {
  return (
    <SettingRow
      title="Second factor"
      action={
        user.totp ? (
          <DialogButton key="remove" dialog="removeTotp" user={user} label="Remove second factor">
            Remove
          </DialogButton>
        ) : (
          <DialogButton key="set-up" dialog="setUpTotp" user={user} label="Set up second factor">
            Set up
          </DialogButton>
        )
      }
    >
      {user.totp
        ? "On. Signing in asks for a code of your authenticator app as well."
        : "Off. With it, somebody who learns your password still can’t sign in."}
    </SettingRow>
  );
}
