import { Trans, useLingui } from "@lingui/react/macro";
import { Anchor, Button } from "@mantine/core";
import { Link } from "react-router";
import { AuthLayout } from "./auth-layout";
import classes from "./verify-question.module.css";

/** Whether the account whose address is to be verified is theirs who opened the link. */
export function VerifyQuestion({ agree }: { agree: () => void }) {
  const { t } = useLingui();
  return (
    <AuthLayout
      takesFocus
      title={t`Did you make a CoDevLive account with this address?`}
      lead={t`Or did you change the address of your account to it? Anybody could have typed it, so we ask.`}
    >
      <Button size="md" fullWidth onClick={agree}>
        <Trans>Yes, verify my address</Trans>
      </Button>
      <p className={classes.no}>
        <Trans>
          <strong>No?</strong> Then don’t click. Whoever made the account can’t use your address.
        </Trans>
      </p>
      <p className={classes.no}>
        <Trans>
          If you want the account for yourself, set a password of your own by{" "}
          <Anchor component={Link} to="/forgot-password" inherit underline="always">
            Forgot password
          </Anchor>
          . That ends all that the other could use.
        </Trans>
      </p>
    </AuthLayout>
  );
}
