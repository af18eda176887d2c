import { Anchor, Button } from "@mantine/core";
import { Link } from "react-router";
import { AuthLayout } from "./auth-layout";
import classes from "./verify-question.module.css";

/** Whether the account whose address is to be verified is theirs who opened the link. */
export function VerifyQuestion({ agree }: { agree: () => void }) {
  return (
    <AuthLayout
      takesFocus
      title="Did you make a CoDevLive account with this address?"
      lead="Or did you change the address of your account to it? Anybody could have typed it, so we ask."
    >
      <Button size="md" fullWidth onClick={agree}>
        Yes, verify my address
      </Button>
      <p className={classes.no}>
        <strong>No?</strong> Then don’t click. Whoever made the account can’t use your address.
      </p>
      <p className={classes.no}>
        If you want the account for yourself, set a password of your own by{" "}
        <Anchor component={Link} to="/forgot-password" inherit underline="always">
          Forgot password
        </Anchor>
        . That ends all that the other could use.
      </p>
    </AuthLayout>
  );
}
