import { Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { Link } from "react-router";
import classes from "./hero.module.css";
import { RoomPicture } from "./room-picture";

/** The first screen: what it is, how to begin, and what it looks like. */
export function Hero() {
  return (
    <section className={classes.hero}>
      <div className={classes.words}>
        <h1 className={classes.title}>
          <Trans>
            Two people.
            <br />
            One editor.
            <br />
            <span className={classes.accent}>Nothing lost.</span>
          </Trans>
        </h1>
        <p className={classes.lead}>
          <Trans>
            CoDevLive is a room for live coding interviews, on your own server. Send a link, let
            your candidate in, and write code together.
          </Trans>
        </p>
        <div className={classes.actions}>
          <Button component={Link} to="/sign-up" size="lg">
            <Trans>Start an interview</Trans>
          </Button>
          <Button component={Link} to="/sign-in" size="lg" variant="default">
            <Trans>Sign in</Trans>
          </Button>
        </div>
        <p className={classes.candidate}>
          <Trans>
            <strong>Here to be interviewed?</strong> Open the link you were sent. A name is all you
            need.
          </Trans>
        </p>
      </div>
      <RoomPicture />
    </section>
  );
}
