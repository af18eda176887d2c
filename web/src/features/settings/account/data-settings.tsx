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
  return (
    <>
      <SettingsSection title="Your data">
        <ExportRow />
      </SettingsSection>
      <SettingsSection title="Danger zone" danger>
        <SettingRow
          title="Delete your account"
          action={
            <DialogButton dialog="deletion" user={user} color="red" variant="light">
              Delete account
            </DialogButton>
          }
        >
          For good, after one more question.
        </SettingRow>
      </SettingsSection>
    </>
  );
}

function ExportRow() {
  const exportMe = useExportMe();
  const download = () =>
    exportMe.mutate(undefined, {
      onSuccess: (file) => saveFile(file, "codevlive-my-data.json"),
    });
  return (
    <SettingRow
      title="Download a copy"
      action={
        <Button variant="default" loading={exportMe.isPending} onClick={download}>
          Download my data
        </Button>
      }
    >
      Your profile, sign-ins, and the rooms you took part in, with what you may see of them, as a
      JSON file.
      <div role="status" className={exportMe.isError ? classes.error : undefined}>
        {exportMe.isSuccess ? "The file is in your downloads." : null}
        {exportMe.error ? problemText(exportMe.error) : null}
      </div>
    </SettingRow>
  );
}
