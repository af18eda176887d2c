import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Modal, Text } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { CopyButton } from "@/ui/copy-button";
import { saveFile } from "@/ui/save-file";
import classes from "./totp.module.css";

interface RecoveryCodesProps {
  codes: string[];
  close: () => void;
}

/** Shown this once, so the dialog is left by its button alone and not by a slip. */
export function RecoveryCodes({ codes, close }: RecoveryCodesProps) {
  const { t } = useLingui();
  const text = codes.join("\n");
  const download = () => {
    const file = `${t`Recovery codes for CoDevLive. Each works once.`}\n\n${text}\n`;
    saveFile(new Blob([file], { type: "text/plain" }), "codevlive-recovery-codes.txt");
  };
  return (
    <Modal
      opened
      onClose={close}
      title={t`Keep your recovery codes`}
      size={460}
      withCloseButton={false}
      closeOnClickOutside={false}
      closeOnEscape={false}
    >
      <Text role="status">
        <Trans>
          The second factor is on. Should you lose your app, each of these codes lets you in once.
          They are shown only now: keep them where your password is not.
        </Trans>
      </Text>
      <ul className={classes.codes} aria-label={t`Recovery codes`}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <Group justify="space-between">
        <Group gap="xs">
          <CopyButton text={text} what={t`the recovery codes`} />
          <Button
            variant="default"
            leftSection={<IconDownload size={16} aria-hidden />}
            onClick={download}
          >
            <Trans>Download</Trans>
          </Button>
        </Group>
        <Button onClick={close}>
          <Trans>I have kept them</Trans>
        </Button>
      </Group>
    </Modal>
  );
}
