import { Trans, useLingui } from "@lingui/react/macro";
import { Alert, Button, Group, Modal, Stack } from "@mantine/core";
import type { FormEvent, ReactNode } from "react";
import { useSignOut } from "@/api/auth/sign-out";
import { toProblem } from "@/api/problem";
import { FormAlert } from "@/ui/form-alert";

interface FormDialogProps {
  title: string;
  /** What the button does, in a word or two. */
  verb: string;
  /** Whether it takes something away. */
  danger?: boolean;
  disabled?: boolean;
  pending: boolean;
  /** Why it was refused last time, and what to say above the fields. */
  error: unknown;
  message: string | null;
  submit: () => void;
  close: () => void;
  children: ReactNode;
}

/** A dialog that asks for a few things and sends them, or says why that did not work. */
export function FormDialog(props: FormDialogProps) {
  const { title, verb, danger, disabled, pending, error, message, submit, close, children } = props;
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    submit();
  };
  return (
    <Modal opened onClose={close} title={title} size={460}>
      <form onSubmit={onSubmit} noValidate>
        <Stack gap="md">
          {isTooLongAgo(error) ? <SignInAgain /> : <FormAlert message={message} />}
          {children}
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              <Trans>Cancel</Trans>
            </Button>
            <Button
              type="submit"
              color={danger ? "red" : undefined}
              disabled={disabled}
              loading={pending}
            >
              {verb}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function isTooLongAgo(error: unknown): boolean {
  return error !== null && toProblem(error).code === "sign_in_again";
}

/** For accounts without a password: signing in anew shows who is there. */
function SignInAgain() {
  const { t } = useLingui();
  const signOut = useSignOut();
  return (
    <Alert color="red" role="alert" title={t`Please sign in again first`}>
      <Trans>
        This may only be done within ten minutes of signing in, in case you left this browser to
        somebody else. Nothing was changed.
      </Trans>
      <Button mt="sm" size="xs" loading={signOut.isPending} onClick={() => signOut.mutate()}>
        <Trans>Sign out and in again</Trans>
      </Button>
    </Alert>
  );
}
