import { Button } from "@mantine/core";
import { Link } from "react-router";
import { LogoMark } from "@/ui/logo/logo";
import classes from "./closing.module.css";

/** The last word, and the foot of the page. */
export function Closing() {
  return (
    <>
      <section className={classes.closing}>
        <h2 className={classes.title}>Your next interview can start in a minute.</h2>
        <Button component={Link} to="/sign-up" size="lg" color="gray.1">
          Create your account
        </Button>
      </section>
      <footer className={classes.footer}>
        <LogoMark size={22} />
        <span>CoDevLive, self-hosted</span>
        <a href="/api/docs" className={classes.link}>
          API
        </a>
      </footer>
    </>
  );
}
