import { Trans, useLingui } from "@lingui/react/macro";
import { Navigate, NavLink, Outlet, useLocation } from "react-router";
import { useSession } from "@/api/session";
import { UserMenu } from "@/app/lazy-user-menu";
import { signInPath } from "@/app/require-account";
import { BrandLink } from "@/ui/brand-link";
import { ColorSchemeButton } from "@/ui/color-scheme-button";
import { LanguageButton } from "@/ui/language-button";
import { PageFrame } from "@/ui/page-frame";
import classes from "./account-layout.module.css";

/** Header and guard of the pages that need an account. */
export default function AccountLayout() {
  const { t } = useLingui();
  const session = useSession();
  const { pathname } = useLocation();
  // Signed out while on the page, here or in another tab.
  if (session.status !== "signedIn") return <Navigate to={signInPath(pathname)} replace />;
  return (
    <PageFrame
      brand={<BrandLink to="/dashboard" />}
      actions={
        <>
          <nav className={classes.nav} aria-label={t`Pages`}>
            <NavLink to="/dashboard">
              <Trans>Interviews</Trans>
            </NavLink>
            <NavLink to="/schedule">
              <Trans>Schedule</Trans>
            </NavLink>
          </nav>
          <LanguageButton />
          <ColorSchemeButton />
          <UserMenu user={session.user} />
        </>
      }
    >
      <Outlet />
    </PageFrame>
  );
}
