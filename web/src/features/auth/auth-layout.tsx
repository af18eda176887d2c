import type { ReactNode } from "react";
import { BrandLink } from "@/ui/brand-link";
import { AuthAside } from "./auth-aside";
import classes from "./auth-layout.module.css";

interface AuthLayoutProps {
  title: string;
  /** Below the title; where the sister page is. */
  lead: ReactNode;
  children: ReactNode;
}

/** The form on one side; on wide screens, what it opens on the other. */
export function AuthLayout({ title, lead, children }: AuthLayoutProps) {
  return (
    <div className={classes.split}>
      <div className={classes.side}>
        <header className={classes.header}>
          <BrandLink to="/" />
        </header>
        <main className={classes.main}>
          <h1 className={classes.title}>{title}</h1>
          <p className={classes.lead}>{lead}</p>
          {children}
        </main>
        <p className={classes.candidate}>
          Invited to an interview? Open the link you were sent. You don’t need an account.
        </p>
      </div>
      <AuthAside />
    </div>
  );
}
