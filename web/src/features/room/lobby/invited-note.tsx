import { Trans } from "@lingui/react/macro";
import { Anchor } from "@mantine/core";
import { Link } from "react-router";
import { useSession } from "@/api/session";
import { useView } from "../live-context";
import classes from "./lobby.module.css";

/**
 * Whoever was invited and has not shown that the address is theirs would wonder why they have to ask. Whether
 * an address is invited is told to nobody: anyone may sign up with it.
 */
export function InvitedNote() {
  const { me, room } = useView();
  const session = useSession();
  if (session.status !== "signedIn" || session.user.id !== me.id) {
    return (
      <p className={classes.invited}>
        <Trans>
          Invited by mail?{" "}
          <Anchor
            component={Link}
            to={`/sign-in?next=${encodeURIComponent(`/r/${room.id}`)}`}
            inherit
            underline="always"
          >
            Sign in with that address
          </Anchor>{" "}
          to come in without asking.
        </Trans>
      </p>
    );
  }
  if (session.user.emailVerified) return null;
  return (
    <p className={classes.invited}>
      <Trans>
        Invited by mail? Verify your address ({session.user.email}) to come in without asking: open
        the link we sent you, or have it sent again in your{" "}
        <Anchor component={Link} to="/settings" inherit underline="always">
          settings
        </Anchor>
        . Then reload this page.
      </Trans>
    </p>
  );
}
