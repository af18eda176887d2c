import { Button, Group, Modal, Text } from "@mantine/core";
import type { UseMutationResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useDeleteJob } from "@/api/admin/delete-job";
import { useRetryJob } from "@/api/admin/retry-job";
import type { Job } from "@/api/types";
import { FormAlert } from "@/ui/form-alert";
import { problemText } from "@/ui/form-problem";

interface JobDialogProps {
  job: Job;
  close: () => void;
}

/** Asks before something is done to a job. */
export default function JobDialog({
  verb,
  ...props
}: JobDialogProps & { verb: "retry" | "delete" }) {
  return verb === "retry" ? <RetryDialog {...props} /> : <DeleteDialog {...props} />;
}

function RetryDialog({ job, close }: JobDialogProps) {
  return (
    <ConfirmDialog
      title="Try this job again?"
      verb="Retry"
      action={useRetryJob()}
      {...{ job, close }}
    >
      It goes back to the queue and gets all its tries anew. If an earlier try got through without
      our hearing of it, its work may be done twice, such as a mail that comes twice.
    </ConfirmDialog>
  );
}

function DeleteDialog({ job, close }: JobDialogProps) {
  return (
    <ConfirmDialog
      title="Delete this job?"
      verb="Delete"
      action={useDeleteJob()}
      danger
      {...{ job, close }}
    >
      It will not be done: a mail, for one, is never sent. This can’t be undone.
    </ConfirmDialog>
  );
}

interface ConfirmDialogProps extends JobDialogProps {
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
          Cancel
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
