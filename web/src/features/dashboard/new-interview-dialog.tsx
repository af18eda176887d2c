import { useLingui } from "@lingui/react/macro";
import { Alert, Button, Input, Modal, SegmentedControl, Stack, TextInput } from "@mantine/core";
import type { FormEvent } from "react";
import { WhenFields } from "@/invitations/when-fields";
import { InviteeFields } from "./invitee-fields";
import { SignalFields } from "./signal-fields";
import { useNewInterview } from "./use-new-interview";

interface NewInterviewDialogProps {
  /** The day and time it is to take place, in ms; none for at once. */
  at?: number;
  close: () => void;
}

/** A second click on its button is all it takes: everything is filled in. */
export default function NewInterviewDialog({ at, close }: NewInterviewDialogProps) {
  const { t } = useLingui();
  const { draft, change, submit, dateError, error, pending } = useNewInterview(close, at);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    submit();
  };
  return (
    <Modal opened onClose={close} title={t`New interview`} size={480}>
      <form onSubmit={onSubmit} noValidate>
        <Stack gap="md">
          {error === null ? null : (
            <Alert color="red" role="alert">
              {error}
            </Alert>
          )}
          <TextInput
            label={t`Title`}
            description={t`Your candidate sees it.`}
            data-autofocus
            maxLength={200}
            value={draft.title}
            onFocus={(event) => event.currentTarget.select()}
            onChange={(event) => change({ title: event.currentTarget.value })}
          />
          <Input.Wrapper label={t`When`} labelElement="div">
            <SegmentedControl
              fullWidth
              aria-label={t`When`}
              value={draft.when}
              onChange={(when) => change({ when })}
              data={[
                { value: "now", label: t`Now` },
                { value: "later", label: t`Later` },
              ]}
            />
          </Input.Wrapper>
          {draft.when === "later" ? (
            <WhenFields value={draft} change={change} error={dateError} />
          ) : null}
          <InviteeFields invitees={draft.invitees} change={(invitees) => change({ invitees })} />
          <SignalFields chosen={draft.signals} change={(signals) => change({ signals })} />
          <Button type="submit" size="md" mt="xs" loading={pending}>
            {draft.when === "now" ? t`Create and open` : t`Schedule and copy link`}
          </Button>
        </Stack>
      </form>
    </Modal>
  );
}
