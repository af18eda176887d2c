import { Trans, useLingui } from "@lingui/react/macro";
import { PageColumn } from "@/ui/page-frame";
import { usePageTitle } from "@/ui/page-title";
import { AccountSettings } from "./account/lazy-account-settings";
import { AppearanceSettings } from "./appearance-settings";
import { EditorSettings } from "./lazy-editor-settings";
import { ProfileSettings } from "./profile-settings";
import classes from "./settings-page.module.css";

/** One's profile, how the app looks and the editor behaves, and the account itself. */
export default function SettingsPage() {
  const { t } = useLingui();
  usePageTitle(t`Settings`);
  return (
    <PageColumn narrow>
      <h1 className={classes.title}>
        <Trans>Settings</Trans>
      </h1>
      <ProfileSettings />
      <AppearanceSettings />
      <EditorSettings />
      <AccountSettings />
    </PageColumn>
  );
}
