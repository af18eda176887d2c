import { Button, PasswordInput, Stack, TextInput } from "@mantine/core";
import { Link } from "react-router";
import { useSignIn } from "@/api/auth/sign-in";
import { usePageTitle } from "@/ui/page-title";
import { AuthLayout } from "./auth-layout";
import { FormAlert } from "./form-alert";
import { useNextPage } from "./next-page";
import { useCredentialsForm } from "./use-credentials-form";

/** Signing in with e-mail and password. */
export default function SignInPage() {
  usePageTitle("Sign in");
  const { query } = useNextPage();
  return (
    <AuthLayout
      title="Welcome back"
      lead={
        <>
          New here? <Link to={`/sign-up${query}`}>Create an account</Link>
        </>
      }
    >
      <SignInForm />
    </AuthLayout>
  );
}

function SignInForm() {
  const signIn = useSignIn();
  const { form, submit, general } = useCredentialsForm({
    mutation: signIn,
    initialValues: { email: "", password: "" },
    validate: {
      email: (value) => (value.trim() === "" ? "Enter your e-mail address." : null),
      password: (value) => (value === "" ? "Enter your password." : null),
    },
  });

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <FormAlert message={general} />
        <TextInput
          label="E-mail"
          type="email"
          autoComplete="email"
          size="md"
          {...form.getInputProps("email")}
        />
        <PasswordInput
          label="Password"
          autoComplete="current-password"
          size="md"
          {...form.getInputProps("password")}
        />
        <Button type="submit" size="md" mt="xs" loading={signIn.isPending}>
          Sign in
        </Button>
      </Stack>
    </form>
  );
}
