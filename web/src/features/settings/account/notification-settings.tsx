import { useLingui } from "@lingui/react/macro";
import { Switch } from "@mantine/core";
import { useUpdateMe } from "@/api/me/update-me";
import { toProblem } from "@/api/problem";
import type { User } from "@/api/types";
import { SaveStatus } from "../save-status";
import { SettingsSection } from "../settings-section";

/** Whether mails come that could as well not. */
export function NotificationSettings({ user }: { user: User }) {
  const { t } = useLingui();
  const update = useUpdateMe();
  const saved = user.settings.notifications ?? true;
  const wanted = update.variables?.settings?.notifications;
  return (
    <SettingsSection
      title={t`Mails`}
      status={update.isError ? null : <SaveStatus status={update.status} />}
    >
      <Switch
        label={t`Reminders and notices`}
        description={t`Before an interview, when somebody knocks while you are away, and when a scorecard is due. Invitations, and mails about the safety of your account, always come.`}
        checked={update.isPending ? (wanted ?? saved) : saved}
        onChange={(event) =>
          update.mutate({ settings: { notifications: event.currentTarget.checked } })
        }
        error={update.error ? t`Not saved. ${toProblem(update.error).message}` : null}
      />
    </SettingsSection>
  );
}
