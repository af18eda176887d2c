import { Trans, useLingui } from "@lingui/react/macro";
import { Anchor, Button, PasswordInput, Stack, TextInput } from "@mantine/core";
import { Link } from "react-router";
import { type FirstHalf, useSignIn } from "@/api/auth/sign-in";
import { FormAlert } from "@/ui/form-alert";
import { useCredentialsForm } from "./use-credentials-form";

interface SignInFormProps {
  /** The password fits, and the account has a second factor. */
  onCodeRequired: (credentials: FirstHalf) => void;
}

/** E-mail and password. */
export function SignInForm({ onCodeRequired }: SignInFormProps) {
  const { t } = useLingui();
  const signIn = useSignIn();
  const { form, submit, general } = useCredentialsForm({
    mutation: signIn,
    initialValues: { email: "", password: "" },
    validate: {
      email: (value) => (value.trim() === "" ? t`Enter your e-mail address.` : null),
      password: (value) => (value === "" ? t`Enter your password.` : null),
    },
    onRefused: (problem, values) => {
      if (problem.code !== "code_required") return false;
      onCodeRequired(values);
      return true;
    },
  });

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <FormAlert message={general} />
        <TextInput
          label={t`E-mail`}
          type="email"
          autoComplete="username"
          size="md"
          {...form.getInputProps("email")}
        />
        <PasswordInput
          label={t`Password`}
          autoComplete="current-password"
          size="md"
          {...form.getInputProps("password")}
        />
        <Button type="submit" size="md" mt="xs" loading={signIn.isPending}>
          <Trans>Sign in</Trans>
        </Button>
        <Anchor
          component={Link}
          to="/forgot-password"
          state={{ email: form.values.email }}
          size="sm"
          ta="center"
        >
          <Trans>Forgot password?</Trans>
        </Anchor>
      </Stack>
    </form>
  );
}
