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
  usePageTitle("New password");
  const token = useLinkToken();
  const reset = useResetPassword();
  if (token === null) return <NoToken />;
  if (reset.isSuccess) return <Done />;
  if (reset.error && toProblem(reset.error).code === "link_expired") return <Expired />;
  return (
    <AuthLayout
      title="Choose a new password"
      lead="You will be signed out everywhere, and sign in again with the new one."
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
          label="New password"
          size="md"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          error={missing ? "Choose a password." : fields.password}
        />
        <Button type="submit" size="md" mt="xs" loading={reset.isPending}>
          Save the new password
        </Button>
      </Stack>
    </form>
  );
}

function Done() {
  return (
    <AuthLayout
      takesFocus
      title="Your password is changed"
      lead="Whoever was signed in to your account is signed out now, on every device."
    >
      <Button component={Link} to="/sign-in" size="md" fullWidth>
        Sign in
      </Button>
    </AuthLayout>
  );
}

const newLink = (
  <Button component={Link} to="/forgot-password" size="md" fullWidth>
    Get a new link
  </Button>
);

function Expired() {
  return (
    <AuthLayout
      takesFocus
      title="This link no longer works"
      lead="It was used before, is too old, or a newer one was sent. Your password is as it was."
    >
      {newLink}
    </AuthLayout>
  );
}

/** After a reload too: the token does not stay in the address. */
function NoToken() {
  return (
    <AuthLayout
      title="Open the link once more"
      lead="This page needs the whole link from your mail, and keeps nothing of it when it is reloaded. Your password is as it was."
    >
      {newLink}
    </AuthLayout>
  );
}
