import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useExportMe } from "@/api/me/export-me";
import type { User } from "@/api/types";
import { problemText } from "@/ui/form-problem";
import { saveFile } from "@/ui/save-file";
import { SettingsSection } from "../settings-section";
import classes from "./data-settings.module.css";
import { DialogButton } from "./dialog-button";
import { SettingRow } from "./setting-row";

/** Taking one's data along, and leaving. */
export function DataSettings({ user }: { user: User }) {
  const { t } = useLingui();
  return (
    <>
      <SettingsSection title={t`Your data`}>
        <ExportRow />
      </SettingsSection>
      <SettingsSection title={t`Danger zone`} danger>
        <SettingRow
          title={t`Delete your account`}
          action={
            <DialogButton dialog="deletion" user={user} color="red" variant="light">
              <Trans>Delete account</Trans>
            </DialogButton>
          }
        >
          <Trans>For good, after one more question.</Trans>
        </SettingRow>
      </SettingsSection>
    </>
  );
}

function ExportRow() {
  const { t } = useLingui();
  const exportMe = useExportMe();
  const download = () =>
    exportMe.mutate(undefined, {
      onSuccess: (file) => saveFile(file, "codevlive-my-data.json"),
    });
  return (
    <SettingRow
      title={t`Download a copy`}
      action={
        <Button variant="default" loading={exportMe.isPending} onClick={download}>
          <Trans>Download my data</Trans>
        </Button>
      }
    >
      <Trans>
        Your profile, sign-ins, and the rooms you took part in, with what you may see of them, as a
        JSON file.
      </Trans>
      <div role="status" className={exportMe.isError ? classes.error : undefined}>
        {exportMe.isSuccess ? t`The file is in your downloads.` : null}
        {exportMe.error ? problemText(exportMe.error) : null}
      </div>
    </SettingRow>
  );
}
