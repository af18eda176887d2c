import { Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { Link } from "react-router";
import classes from "./landing-actions.module.css";

/** The way in, for those who know the place and those who don't. */
export function LandingActions() {
  return (
    <>
      <Button component={Link} to="/sign-in" variant="subtle">
        <Trans>Sign in</Trans>
      </Button>
      <Button component={Link} to="/sign-up" className={classes.wide}>
        <Trans>Create account</Trans>
      </Button>
    </>
  );
}
