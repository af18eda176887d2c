import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Alert, Button, Group, Modal } from "@mantine/core";
import { useState } from "react";
import { chooseCommand, draftErrors, type ProblemDraft } from "@/problems/problem-draft";
import { ProblemFields } from "@/problems/problem-fields";
import { useView } from "../live-context";
import { useAct } from "../use-act";
import classes from "./choose-problem-dialog.module.css";

export interface ChooseProblemDialogProps {
  /** Kept by whoever opens the dialog, so that closing it by mistake loses nothing. */
  draft: ProblemDraft;
  change: (part: Partial<ProblemDraft>) => void;
  /** The dialog is done; `chosen` if the problem was taken. */
  close: (chosen: boolean) => void;
}

/** One's own problem: written here, seen as the candidate will see it, chosen for everyone. */
export default function ChooseProblemDialog({ draft, change, close }: ChooseProblemDialogProps) {
  const { problem } = useView();
  const act = useAct();
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const missing = draftErrors(draft);
  const errors = tried ? missing : {};
  const choose = async () => {
    setTried(true);
    if (Object.keys(missing).length > 0) return;
    setBusy(true);
    const chosen = await act(chooseCommand(draft), t`The problem was not chosen`);
    setBusy(false);
    if (chosen) close(true);
  };
  return (
    <Modal opened onClose={() => close(false)} title={t`Choose a problem`} size={860}>
      {problem ? (
        <Alert color="coral" mb="md" variant="light">
          <Trans>It takes the place of “{problem.title}” for everyone.</Trans>
        </Alert>
      ) : null}
      <ProblemFields draft={draft} change={change} errors={errors} />
      <Group justify="space-between" mt="lg">
        <p className={classes.promise}>
          <Trans>Your candidate sees it the moment you choose it, not before.</Trans>
        </p>
        <Button loading={busy} onClick={choose}>
          <Trans>Choose this problem</Trans>
        </Button>
      </Group>
    </Modal>
  );
}
