import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import { Link } from "react-router";
import type { FirstHalf } from "@/api/auth/sign-in";
import { useSignUp } from "@/api/auth/sign-up";
import { FormAlert } from "@/ui/form-alert";
import { NewPasswordInput } from "@/ui/new-password-input";
import { usePageTitle } from "@/ui/page-title";
import { AuthLayout } from "./auth-layout";
import { useNextPage } from "./next-page";
import { ProviderButtons } from "./providers/provider-buttons";
import { SecondStep } from "./second-step";
import { useCredentialsForm } from "./use-credentials-form";

/** Making an account: with e-mail and password, or through a provider. */
export default function SignUpPage() {
  const { t } = useLingui();
  usePageTitle(t`Create an account`);
  const { query } = useNextPage();
  // Who has an account already, and a second factor, may come here too.
  const [half, setHalf] = useState<FirstHalf | null>(null);
  if (half) return <SecondStep credentials={half} back={() => setHalf(null)} />;
  return (
    <AuthLayout
      title={t`Create your account`}
      lead={
        <Trans>
          Already have one? <Link to={`/sign-in${query}`}>Sign in</Link>
        </Trans>
      }
    >
      <SignUpForm />
      <ProviderButtons onCodeRequired={setHalf} />
    </AuthLayout>
  );
}

function SignUpForm() {
  const { t } = useLingui();
  const signUp = useSignUp();
  const { form, submit, general } = useCredentialsForm({
    mutation: signUp,
    initialValues: { name: "", email: "", password: "" },
    validate: {
      name: (value) => (value.trim() === "" ? t`Enter the name others will see.` : null),
      email: (value) => (value.includes("@") ? null : t`Enter your e-mail address.`),
      password: (value) => (value === "" ? t`Choose a password.` : null),
    },
  });

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <FormAlert message={general} />
        <TextInput
          label={t`Your name`}
          description={t`Others in the room see it beside your cursor.`}
          autoComplete="name"
          size="md"
          {...form.getInputProps("name")}
        />
        <TextInput
          label={t`E-mail`}
          type="email"
          autoComplete="username"
          size="md"
          {...form.getInputProps("email")}
        />
        <NewPasswordInput label={t`Password`} size="md" {...form.getInputProps("password")} />
        <Button type="submit" size="md" mt="xs" loading={signUp.isPending}>
          <Trans>Create account</Trans>
        </Button>
      </Stack>
    </form>
  );
}
