import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { toProblem } from "@/api/problem";
import { renewScorecards } from "@/api/scorecards/list-scorecards";
import type { Rubric } from "@/api/types";
import { FormAlert } from "@/ui/form-alert";
import { useView } from "../live-context";
import { levelText } from "./level-text";
import classes from "./scorecard.module.css";
import type { Written } from "./written";

interface SubmitDialogProps {
  rubric: Rubric;
  written: Written;
  submit: () => Promise<void>;
  close: () => void;
}

/** Asks once: after this the card stays as it is. */
export function SubmitDialog({ rubric, written, submit, close }: SubmitDialogProps) {
  const { room } = useView();
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<string | null>(null);
  const go = async () => {
    setBusy(true);
    setFailed(null);
    try {
      await submit();
      await renewScorecards(queries, room.id);
    } catch (error) {
      setFailed(`${t`It is not submitted.`} ${toProblem(error).message}`);
      // Perhaps it was handed in elsewhere: then that is to be seen at once.
      void renewScorecards(queries, room.id);
    }
    setBusy(false);
  };
  return (
    <Modal opened onClose={close} title={t`Submit your scorecard?`} size="sm">
      <Stack gap="md">
        <Text>
          <Trans>
            It can't be changed after that, so that everyone has scored alone. You then read the
            others'.
          </Trans>
        </Text>
        <dl className={classes.summary}>
          {rubric.competencies.map(({ id, name }) => (
            <div key={id}>
              <dt>{name}</dt>
              <dd>{levelText(written.ratings.find(({ competency }) => competency === id))}</dd>
            </div>
          ))}
        </dl>
        <FormAlert message={failed} />
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            <Trans>Go on writing</Trans>
          </Button>
          <Button loading={busy} onClick={go} data-autofocus>
            <Trans>Submit now</Trans>
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
