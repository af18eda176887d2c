import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Stack } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { Link } from "react-router";
import { useResetPassword } from "@/api/auth/reset-password";
import { toProblem } from "@/api/problem";
import { FormAlert } from "@/ui/form-alert";
import { formProblem } from "@/ui/form-problem";
import { NewPasswordInput } from "@/ui/new-password-input";
import { usePageTitle } from "@/ui/page-title";
import { AuthLayout } from "./auth-layout";
import { useLinkToken } from "./use-link-token";

/** Choosing a new password, with the link of a mail. */
export default function ResetPasswordPage() {
  const { t } = useLingui();
  usePageTitle(t`New password`);
  const token = useLinkToken();
  const reset = useResetPassword();
  if (token === null) return <NoToken />;
  if (reset.isSuccess) return <Done />;
  if (reset.error && toProblem(reset.error).code === "link_expired") return <Expired />;
  return (
    <AuthLayout
      title={t`Choose a new password`}
      lead={t`You will be signed out everywhere, and sign in again with the new one.`}
    >
      <ResetForm token={token} reset={reset} />
    </AuthLayout>
  );
}

interface ResetFormProps {
  token: string;
  reset: ReturnType<typeof useResetPassword>;
}

function ResetForm({ token, reset }: ResetFormProps) {
  const { t } = useLingui();
  const [password, setPassword] = useState("");
  const [missing, setMissing] = useState(false);
  const { fields, general } = formProblem(reset.error, ["password"]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setMissing(password === "");
    if (password !== "") reset.mutate({ token, password });
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <FormAlert message={general} />
        <NewPasswordInput
          label={t`New password`}
          size="md"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          error={missing ? t`Choose a password.` : fields.password}
        />
        <Button type="submit" size="md" mt="xs" loading={reset.isPending}>
          <Trans>Save the new password</Trans>
        </Button>
      </Stack>
    </form>
  );
}

function Done() {
  const { t } = useLingui();
  return (
    <AuthLayout
      takesFocus
      title={t`Your password is changed`}
      lead={t`Whoever was signed in to your account is signed out now, on every device.`}
    >
      <Button component={Link} to="/sign-in" size="md" fullWidth>
        <Trans>Sign in</Trans>
      </Button>
    </AuthLayout>
  );
}

const newLink = (
  <Button component={Link} to="/forgot-password" size="md" fullWidth>
    <Trans>Get a new link</Trans>
  </Button>
);

function Expired() {
  const { t } = useLingui();
  return (
    <AuthLayout
      takesFocus
      title={t`This link no longer works`}
      lead={t`It was used before, is too old, or a newer one was sent. Your password is as it was.`}
    >
      {newLink}
    </AuthLayout>
  );
}

/** After a reload too: the token does not stay in the address. */
function NoToken() {
  const { t } = useLingui();
  return (
    <AuthLayout
      title={t`Open the link once more`}
      lead={t`This page needs the whole link from your mail, and keeps nothing of it when it is reloaded. Your password is as it was.`}
    >
      {newLink}
    </AuthLayout>
  );
}
