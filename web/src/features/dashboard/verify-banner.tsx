import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { IconMail } from "@tabler/icons-react";
import { useFreshMe } from "@/api/me/load-me";
import { useSendVerification } from "@/api/me/send-verification";
import { useSession } from "@/api/session";
import { problemText } from "@/ui/form-problem";
import classes from "./verify-banner.module.css";

/** While one's address is not verified: what to do about it. Nothing is held back for it. */
export function VerifyBanner() {
  const session = useSession();
  if (session.status !== "signedIn" || session.user.emailVerified) return null;
  return <Banner email={session.user.email} />;
}

function Banner({ email }: { email: string }) {
  const { t } = useLingui();
  useFreshMe();
  const send = useSendVerification();
  const text = send.isSuccess
    ? t`A new link is on its way to ${email}. Only the newest one works.`
    : t`Open the link that we mailed to ${email}, so that invitations find you and a forgotten password can be replaced.`;
  return (
    <section className={classes.banner} aria-label={t`Your address is not verified`}>
      <IconMail size={20} stroke={1.6} className={classes.icon} aria-hidden />
      <div className={classes.text} role="status">
        {text}
        {send.error ? <div className={classes.error}>{problemText(send.error)}</div> : null}
      </div>
      {send.isSuccess ? null : (
        <Button variant="default" size="xs" loading={send.isPending} onClick={() => send.mutate()}>
          <Trans>Send again</Trans>
        </Button>
      )}
    </section>
  );
}
