import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Stack, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { Link, useLocation } from "react-router";
import { useForgotPassword } from "@/api/auth/forgot-password";
import { FormAlert } from "@/ui/form-alert";
import { formProblem } from "@/ui/form-problem";
import { usePageTitle } from "@/ui/page-title";
import { AuthLayout } from "./auth-layout";

/** Asking for a mail with a link to a new password. */
export default function ForgotPasswordPage() {
  const { t } = useLingui();
  usePageTitle(t`Forgot password`);
  const forgot = useForgotPassword();
  if (forgot.isSuccess) return <Sent email={forgot.variables} again={forgot.reset} />;
  return (
    <AuthLayout
      title={t`Forgot your password?`}
      lead={
        <Trans>
          We mail you a link to choose a new one. Remembered it? <Link to="/sign-in">Sign in</Link>
        </Trans>
      }
    >
      <ForgotForm forgot={forgot} />
    </AuthLayout>
  );
}

function ForgotForm({ forgot }: { forgot: ReturnType<typeof useForgotPassword> }) {
  const { t } = useLingui();
  const [email, setEmail] = useState(useTypedBefore());
  const [missing, setMissing] = useState(false);
  const { fields, general } = formProblem(forgot.error, ["email"]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setMissing(!email.includes("@"));
    if (email.includes("@")) forgot.mutate(email.trim());
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <FormAlert message={general} />
        <TextInput
          label={t`E-mail`}
          type="email"
          autoComplete="username"
          size="md"
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
          error={missing ? t`Enter your e-mail address.` : fields.email}
        />
        <Button type="submit" size="md" mt="xs" loading={forgot.isPending}>
          <Trans>Send the link</Trans>
        </Button>
      </Stack>
    </form>
  );
}

/** What stood in the sign-in form. */
function useTypedBefore(): string {
  const { state } = useLocation();
  const email: unknown = state?.email;
  return typeof email === "string" ? email : "";
}

/** The same for every address: whether one has an account is nobody's business. */
function Sent({ email, again }: { email: string; again: () => void }) {
  const { t } = useLingui();
  return (
    <AuthLayout
      takesFocus
      title={t`Look into your mail`}
      lead={
        <>
          <p>
            <Trans>
              If <strong>{email}</strong> has an account, a link to a new password is on its way. It
              works once, and not for long.
            </Trans>
          </p>
          <p>
            <Trans>
              Nothing there after a few minutes? Look among the spam, and check the address for a
              slip. Until you use the link, your old password goes on working.
            </Trans>
          </p>
        </>
      }
    >
      <Stack gap="sm">
        <Button component={Link} to="/sign-in" size="md">
          <Trans>Back to signing in</Trans>
        </Button>
        <Button variant="subtle" onClick={again}>
          <Trans>Try another address</Trans>
        </Button>
      </Stack>
    </AuthLayout>
  );
}
