import { Alert, Button, Input, Modal, SegmentedControl, Stack, TextInput } from "@mantine/core";
import type { FormEvent } from "react";
import { SignalFields } from "./signal-fields";
import { useNewInterview } from "./use-new-interview";

/** A second click on its button is all it takes: everything is filled in. */
export default function NewInterviewDialog({ close }: { close: () => void }) {
  const { draft, change, submit, dateError, error, pending } = useNewInterview(close);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    submit();
  };
  return (
    <Modal opened onClose={close} title="New interview" size={480}>
      <form onSubmit={onSubmit} noValidate>
        <Stack gap="md">
          {error === null ? null : (
            <Alert color="red" role="alert">
              {error}
            </Alert>
          )}
          <TextInput
            label="Title"
            description="Your candidate sees it."
            data-autofocus
            maxLength={200}
            value={draft.title}
            onFocus={(event) => event.currentTarget.select()}
            onChange={(event) => change({ title: event.currentTarget.value })}
          />
          <Input.Wrapper label="When" labelElement="div">
            <SegmentedControl
              fullWidth
              aria-label="When"
              value={draft.when}
              onChange={(when) => change({ when })}
              data={[
                { value: "now", label: "Now" },
                { value: "later", label: "Later" },
              ]}
            />
          </Input.Wrapper>
          {draft.when === "later" ? (
            <TextInput
              type="datetime-local"
              label="Day and time"
              description="In your time zone."
              value={draft.date}
              error={dateError}
              onChange={(event) => change({ date: event.currentTarget.value })}
            />
          ) : null}
          <SignalFields chosen={draft.signals} change={(signals) => change({ signals })} />
          <Button type="submit" size="md" mt="xs" loading={pending}>
            {draft.when === "now" ? "Create and open" : "Schedule and copy link"}
          </Button>
        </Stack>
      </form>
    </Modal>
  );
}
