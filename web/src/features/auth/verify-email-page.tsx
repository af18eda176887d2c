import { Button, Loader, Stack } from "@mantine/core";
import { Link } from "react-router";
import { useVerifyEmail } from "@/api/auth/verify-email";
import { toProblem } from "@/api/problem";
import { useSession } from "@/api/session";
import { problemText } from "@/ui/form-problem";
import { usePageTitle } from "@/ui/page-title";
import { AuthLayout } from "./auth-layout";
import { useLinkToken } from "./use-link-token";
import { LinkExpired } from "./verify-link-expired";

/** Where the link of a mail verifies an address, without a further click. */
export default function VerifyEmailPage() {
  usePageTitle("Verify your address");
  const token = useLinkToken();
  const verified = useVerifyEmail(token);
  if (token === null) return <LinkExpired title="Open the link once more" />;
  if (verified.isFetching) return <Verifying />;
  if (verified.isSuccess) return <Verified />;
  if (toProblem(verified.error).code === "link_expired") {
    return <LinkExpired title="This link no longer works" />;
  }
  return <NotYet error={verified.error} again={() => verified.refetch()} />;
}

function Verifying() {
  return (
    <AuthLayout title="Verifying your address…" lead="This takes a moment.">
      <Loader aria-hidden />
    </AuthLayout>
  );
}

function Verified() {
  const session = useSession();
  const known = session.status === "signedIn";
  return (
    <AuthLayout
      takesFocus
      title="Your address is verified"
      lead={
        known
          ? `Interviews and mails find you at ${session.user.email}.`
          : "Sign in, and everything is ready."
      }
    >
      <Button component={Link} to={known ? "/dashboard" : "/sign-in"} size="md" fullWidth>
        {known ? "Go to your interviews" : "Sign in"}
      </Button>
    </AuthLayout>
  );
}

function NotYet({ error, again }: { error: unknown; again: () => void }) {
  return (
    <AuthLayout
      takesFocus
      title="Your address is not verified yet"
      lead={`${problemText(error)} The link is still good.`}
    >
      <Stack>
        <Button size="md" onClick={again}>
          Try again
        </Button>
      </Stack>
    </AuthLayout>
  );
}
