import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Stack } from "@mantine/core";
import { Link } from "react-router";
import { useUnsubscribe } from "@/api/mail/unsubscribe";
import { toProblem, UNREACHABLE } from "@/api/problem";
import { FormAlert } from "@/ui/form-alert";
import { problemText } from "@/ui/form-problem";
import { usePageTitle } from "@/ui/page-title";
import { AuthLayout } from "./auth-layout";
import { useLinkToken } from "./use-link-token";

/** Where the link at the end of a mail stops mails of its kind. It asks: programs open links too. */
export default function UnsubscribePage() {
  const { t } = useLingui();
  usePageTitle(t`Stop mails`);
  const token = useLinkToken();
  const unsubscribe = useUnsubscribe();
  if (unsubscribe.isSuccess) return <Stopped />;
  if (token === null || isRefused(unsubscribe.error)) return <BadLink />;
  return (
    <AuthLayout
      title={t`Stop these mails?`}
      lead={t`Reminders and notices about interviews will no longer be mailed to you. Invitations, and mails about the safety of your account, still come.`}
    >
      <Stack>
        <FormAlert message={unsubscribe.error ? problemText(unsubscribe.error) : null} />
        <Button size="md" loading={unsubscribe.isPending} onClick={() => unsubscribe.mutate(token)}>
          <Trans>Stop these mails</Trans>
        </Button>
      </Stack>
    </AuthLayout>
  );
}

/** Whether the link itself was refused, so that trying again would not help. */
function isRefused(error: unknown): boolean {
  if (!error) return false;
  const { code, status } = toProblem(error);
  return code !== UNREACHABLE && status >= 400 && status < 500 && status !== 429;
}

function Stopped() {
  const { t } = useLingui();
  return (
    <AuthLayout
      takesFocus
      title={t`You get no more of these mails`}
      lead={t`One that is on its way already may still come. Should you miss them, your settings turn them on again.`}
    >
      {toSettings}
    </AuthLayout>
  );
}

function BadLink() {
  const { t } = useLingui();
  return (
    <AuthLayout
      takesFocus
      title={t`This link doesn’t work`}
      lead={t`It may have been cut short when it was copied. Nothing was changed. You can stop these mails in your settings as well.`}
    >
      {toSettings}
    </AuthLayout>
  );
}

const toSettings = (
  <Button component={Link} to="/settings" size="md" fullWidth variant="default">
    <Trans>Open your settings</Trans>
  </Button>
);
