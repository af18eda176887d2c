import { useLingui } from "@lingui/react/macro";
import { Link } from "react-router";
import { Logo } from "@/ui/logo/logo";
import classes from "./brand-link.module.css";

/** The logo as the way home. */
export function BrandLink({ to }: { to: string }) {
  const { t } = useLingui();
  return (
    <Link to={to} className={classes.link} aria-label={t`CoDevLive, home`}>
      <Logo />
    </Link>
  );
}
