import { msg } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import { type FirstHalf, useSignInWithCode } from "@/api/auth/sign-in";
import { FormAlert } from "@/ui/form-alert";
import { focusField } from "./focus-field";
import { useCredentialsForm } from "./use-credentials-form";

const FROM_APP = {
  label: msg`Code`,
  description: msg`The 6 digits that your authenticator app shows now.`,
  inputMode: "numeric",
  autoComplete: "one-time-code",
  other: msg`Use a recovery code instead`,
} as const;

const FROM_PAPER = {
  label: msg`Recovery code`,
  description: msg`One of those that you kept when you set this up. Each works once.`,
  inputMode: "text",
  autoComplete: "off",
  other: msg`Use the app’s code instead`,
} as const;

interface CodeFormProps {
  /** What was accepted before. */
  credentials: FirstHalf;
  /** Back to signing in. */
  back: () => void;
}

/** The second factor: a code of the app, or one of the recovery codes. */
export function CodeForm({ credentials, back }: CodeFormProps) {
  const { t } = useLingui();
  const signIn = useSignInWithCode(credentials);
  const [words, setWords] = useState<typeof FROM_APP | typeof FROM_PAPER>(FROM_APP);
  const { form, submit, general } = useCredentialsForm({
    mutation: signIn,
    initialValues: { code: "" },
    validate: { code: (value) => (value.trim() ? null : t`Enter a code.`) },
  });
  const { label, description, other, ...field } = words;
  const swap = () => {
    form.setFieldValue("code", "");
    setWords(words === FROM_APP ? FROM_PAPER : FROM_APP);
  };

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <FormAlert message={general} />
        <TextInput
          key={field.inputMode}
          ref={focusField}
          size="md"
          spellCheck={false}
          autoCapitalize="none"
          {...field}
          label={t(label)}
          description={t(description)}
          {...form.getInputProps("code")}
        />
        <Button type="submit" size="md" mt="xs" loading={signIn.isPending}>
          <Trans>Sign in</Trans>
        </Button>
        <Button variant="subtle" onClick={swap}>
          {t(other)}
        </Button>
        <Button variant="subtle" color="gray" onClick={back}>
          <Trans>Back to e-mail and password</Trans>
        </Button>
      </Stack>
    </form>
  );
}
