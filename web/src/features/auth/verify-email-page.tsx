import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Loader, Stack } from "@mantine/core";
import { useEffect, useState } from "react";
import { Link } from "react-router";
import { useVerifyEmail } from "@/api/auth/verify-email";
import { toProblem } from "@/api/problem";
import { restoreSession, useSession } from "@/api/session";
import { problemText } from "@/ui/form-problem";
import { usePageTitle } from "@/ui/page-title";
import { AuthLayout } from "./auth-layout";
import { useLinkToken } from "./use-link-token";
import { LinkExpired } from "./verify-link-expired";
import { VerifyQuestion } from "./verify-question";

/**
 * Where the link of a mail verifies an address. Where nobody is signed in it asks first: a stranger may
 * have made an account with this address, and programs that look through mails open links too.
 */
export default function VerifyEmailPage() {
  const { t } = useLingui();
  usePageTitle(t`Verify your address`);
  const token = useLinkToken();
  if (token === null) return <LinkExpired title={t`Open the link once more`} />;
  return <Opened token={token} />;
}

function Opened({ token }: { token: string }) {
  const { t } = useLingui();
  const signedIn = useSignedInAtFirst();
  const [agreed, setAgreed] = useState(false);
  if (signedIn || agreed) return <Verification token={token} />;
  if (signedIn === null) return <Moment title={t`Verify your address`} />;
  return <VerifyQuestion agree={() => setAgreed(true)} />;
}

/**
 * Whether somebody was signed in here when the link was opened; `null` until that is known. Without an
 * answer of the server nobody is, as far as we know.
 */
function useSignedInAtFirst(): boolean | null {
  const [signedIn, setSignedIn] = useState<boolean | null>(null);
  useEffect(() => {
    restoreSession().then(
      ({ status }) => setSignedIn(status === "signedIn"),
      () => setSignedIn(false),
    );
  }, []);
  return signedIn;
}

function Verification({ token }: { token: string }) {
  const { t } = useLingui();
  const verified = useVerifyEmail(token);
  if (verified.isFetching) return <Moment title={t`Verifying your address…`} />;
  if (verified.isSuccess) return <Verified />;
  if (toProblem(verified.error).code === "link_expired") {
    return <LinkExpired title={t`This link no longer works`} />;
  }
  return <NotYet error={verified.error} again={() => verified.refetch()} />;
}

function Moment({ title }: { title: string }) {
  const { t } = useLingui();
  return (
    <AuthLayout title={title} lead={t`This takes a moment.`}>
      <Loader aria-hidden />
    </AuthLayout>
  );
}

function Verified() {
  const { t } = useLingui();
  const session = useSession();
  const known = session.status === "signedIn";
  return (
    <AuthLayout
      takesFocus
      title={t`Your address is verified`}
      lead={
        known
          ? t`Interviews and mails find you at ${session.user.email}.`
          : t`Sign in, and everything is ready.`
      }
    >
      <Button component={Link} to={known ? "/dashboard" : "/sign-in"} size="md" fullWidth>
        {known ? t`Go to your interviews` : t`Sign in`}
      </Button>
    </AuthLayout>
  );
}

function NotYet({ error, again }: { error: unknown; again: () => void }) {
  const { t } = useLingui();
  return (
    <AuthLayout
      takesFocus
      title={t`Your address is not verified yet`}
      lead={`${problemText(error)} ${t`The link is still good.`}`}
    >
      <Stack>
        <Button size="md" onClick={again}>
          <Trans>Try again</Trans>
        </Button>
      </Stack>
    </AuthLayout>
  );
}
