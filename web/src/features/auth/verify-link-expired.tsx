import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Stack } from "@mantine/core";
import { Link } from "react-router";
import { useSendVerification } from "@/api/me/send-verification";
import { useSession } from "@/api/session";
import type { User } from "@/api/types";
import { FormAlert } from "@/ui/form-alert";
import { problemText } from "@/ui/form-problem";
import { AuthLayout } from "./auth-layout";

/** A link that verifies nothing (any more), and the way to one that does. */
export function LinkExpired({ title }: { title: string }) {
  const session = useSession();
  if (session.status !== "signedIn") return <SignInFirst title={title} />;
  if (session.user.emailVerified) return <NothingToDo user={session.user} />;
  return <SendAgain title={title} user={session.user} />;
}

function SignInFirst({ title }: { title: string }) {
  const { t } = useLingui();
  return (
    <AuthLayout
      takesFocus
      title={title}
      lead={t`It was used before, is too old, or a newer one was sent. If you have opened it before, your address is verified. If not, sign in: your settings send a new one.`}
    >
      <Button component={Link} to="/sign-in?next=%2Fsettings" size="md" fullWidth>
        <Trans>Sign in</Trans>
      </Button>
    </AuthLayout>
  );
}

function NothingToDo({ user }: { user: User }) {
  const { t } = useLingui();
  return (
    <AuthLayout
      takesFocus
      title={t`Your address is verified already`}
      lead={t`${user.email} is verified. Was this link for another address? Then change to it once more in your settings, and a new one is sent.`}
    >
      <Stack gap="sm">
        <Button component={Link} to="/dashboard" size="md">
          <Trans>Go to your interviews</Trans>
        </Button>
        <Button component={Link} to="/settings" variant="subtle">
          <Trans>Open your settings</Trans>
        </Button>
      </Stack>
    </AuthLayout>
  );
}

function SendAgain({ title, user }: { title: string; user: User }) {
  const { t } = useLingui();
  const send = useSendVerification();
  if (send.isSuccess) {
    return (
      <AuthLayout
        takesFocus
        title={t`Look into your mail`}
        lead={t`A new link is on its way to ${user.email}. Only the newest one works.`}
      />
    );
  }
  return (
    <AuthLayout
      takesFocus
      title={title}
      lead={t`It was used before, is too old, or a newer one was sent. We can send a new one to ${user.email}.`}
    >
      <Stack>
        <FormAlert message={send.error ? problemText(send.error) : null} />
        <Button size="md" loading={send.isPending} onClick={() => send.mutate()}>
          <Trans>Send again</Trans>
        </Button>
      </Stack>
    </AuthLayout>
  );
}
