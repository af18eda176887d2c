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

const WHY = "It was used before, is too old, or a newer one was sent.";

function SignInFirst({ title }: { title: string }) {
  return (
    <AuthLayout
      takesFocus
      title={title}
      lead={`${WHY} If you have opened it before, your address is verified. If not, sign in: your settings send a new one.`}
    >
      <Button component={Link} to="/sign-in?next=%2Fsettings" size="md" fullWidth>
        Sign in
      </Button>
    </AuthLayout>
  );
}

function NothingToDo({ user }: { user: User }) {
  return (
    <AuthLayout
      takesFocus
      title="Your address is verified already"
      lead={`${user.email} is verified. Was this link for another address? Then change to it once more in your settings, and a new one is sent.`}
    >
      <Stack gap="sm">
        <Button component={Link} to="/dashboard" size="md">
          Go to your interviews
        </Button>
        <Button component={Link} to="/settings" variant="subtle">
          Open your settings
        </Button>
      </Stack>
    </AuthLayout>
  );
}

function SendAgain({ title, user }: { title: string; user: User }) {
  const send = useSendVerification();
  if (send.isSuccess) {
    return (
      <AuthLayout
        takesFocus
        title="Look into your mail"
        lead={`A new link is on its way to ${user.email}. Only the newest one works.`}
      />
    );
  }
  return (
    <AuthLayout takesFocus title={title} lead={`${WHY} We can send a new one to ${user.email}.`}>
      <Stack>
        <FormAlert message={send.error ? problemText(send.error) : null} />
        <Button size="md" loading={send.isPending} onClick={() => send.mutate()}>
          Send again
        </Button>
      </Stack>
    </AuthLayout>
  );
}
