import { Trans } from "@lingui/react/macro";
import { type ReactNode, useEffect, useRef } from "react";
import { BrandLink } from "@/ui/brand-link";
import { LanguageButton } from "@/ui/language-button";
import { AuthAside } from "./auth-aside";
import classes from "./auth-layout.module.css";

interface AuthLayoutProps {
  title: string;
  /** Below the title; where the sister page is. */
  lead: ReactNode;
  children?: ReactNode;
  /** Whether the title takes the focus, and is so read out, when it comes in the place of another. */
  takesFocus?: boolean;
}

/** The form on one side; on wide screens, what it opens on the other. */
export function AuthLayout({ title, lead, children, takesFocus = false }: AuthLayoutProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another title is another message.
  useEffect(() => {
    if (takesFocus) heading.current?.focus();
  }, [takesFocus, title]);
  return (
    <div className={classes.split}>
      <div className={classes.side}>
        <header className={classes.header}>
          <BrandLink to="/" />
          <LanguageButton />
        </header>
        <main className={classes.main}>
          <h1 ref={heading} tabIndex={-1} className={classes.title}>
            {title}
          </h1>
          <div className={classes.lead}>{lead}</div>
          {children}
        </main>
        <p className={classes.candidate}>
          <Trans>
            Invited to an interview? Open the link you were sent. You don’t need an account.
          </Trans>
        </p>
      </div>
      <AuthAside />
    </div>
  );
}
