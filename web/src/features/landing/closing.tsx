import { Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { Link } from "react-router";
import { LogoMark } from "@/ui/logo/logo";
import classes from "./closing.module.css";

/** The last word, and the foot of the page. */
export function Closing() {
  return (
    <>
      <section className={classes.closing}>
        <h2 className={classes.title}>
          <Trans>Your next interview can start in a minute.</Trans>
        </h2>
        <Button component={Link} to="/sign-up" size="lg" color="gray.1">
          <Trans>Create your account</Trans>
        </Button>
      </section>
      <footer className={classes.footer}>
        <LogoMark size={22} />
        <span>
          <Trans>CoDevLive, self-hosted</Trans>
        </span>
        <a href="/api/docs" className={classes.link}>
          <Trans>API</Trans>
        </a>
      </footer>
    </>
  );
}
