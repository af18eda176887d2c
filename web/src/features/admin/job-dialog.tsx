import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Modal, Text } from "@mantine/core";
import type { UseMutationResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useDeleteJob } from "@/api/admin/delete-job";
import { useRetryJob } from "@/api/admin/retry-job";
import type { Job } from "@/api/types";
import { FormAlert } from "@/ui/form-alert";
import { problemText } from "@/ui/form-problem";
import { retryText } from "./job-words";

/** What is to be done to which job. */
export interface JobQuestion {
  job: Job;
  verb: "retry" | "delete";
}

interface JobDialogProps {
  question: JobQuestion;
  close: () => void;
}

/** Asks before something is done to a job. */
export default function JobDialog({ question: { job, verb }, close }: JobDialogProps) {
  return verb === "retry" ? (
    <RetryDialog job={job} close={close} />
  ) : (
    <DeleteDialog job={job} close={close} />
  );
}

interface OfJob {
  job: Job;
  close: () => void;
}

function RetryDialog({ job, close }: OfJob) {
  const { t } = useLingui();
  const verb = retryText(job.state) ?? t`Retry`;
  return (
    <ConfirmDialog
      title={t`Do this job now?`}
      verb={verb}
      action={useRetryJob()}
      {...{ job, close }}
    >
      <Trans>
        It is due at once, and gets all its tries anew. If an earlier try got through without our
        hearing of it, its work may be done twice, such as a mail that comes twice.
      </Trans>
    </ConfirmDialog>
  );
}

function DeleteDialog({ job, close }: OfJob) {
  const { t } = useLingui();
  const text =
    job.state === "running"
      ? t`It is cut off within seconds, if it is not done by then.`
      : t`It will not be done: a mail, for one, is never sent.`;
  return (
    <ConfirmDialog
      title={t`Delete this job?`}
      verb={t`Delete`}
      danger
      action={useDeleteJob()}
      {...{ job, close }}
    >
      <Trans>{text} This can’t be undone.</Trans>
    </ConfirmDialog>
  );
}

interface ConfirmDialogProps extends OfJob {
  title: string;
  verb: string;
  danger?: boolean;
  action: UseMutationResult<void, Error, string>;
  children: ReactNode;
}

function ConfirmDialog({ job, close, title, verb, danger, action, children }: ConfirmDialogProps) {
  return (
    <Modal opened onClose={close} title={title}>
      <FormAlert message={action.error ? problemText(action.error) : null} />
      <Text fw={600} mt="xs">
        {job.summary}
      </Text>
      <Text mt="xs">{children}</Text>
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={close} data-autofocus>
          <Trans>Cancel</Trans>
        </Button>
        <Button
          color={danger ? "red" : undefined}
          loading={action.isPending}
          onClick={() => action.mutate(job.id, { onSuccess: close })}
        >
          {verb}
        </Button>
      </Group>
    </Modal>
  );
}
