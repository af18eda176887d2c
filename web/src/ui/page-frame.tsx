import { Trans } from "@lingui/react/macro";
import type { ReactNode } from "react";
import classes from "./page-frame.module.css";

interface PageFrameProps {
  /** Left in the header: the logo, as a link. */
  brand: ReactNode;
  /** Right in the header. */
  actions?: ReactNode;
  children: ReactNode;
}

/** Header and main of every page but the room, with a way past the header for the keyboard. */
export function PageFrame({ brand, actions, children }: PageFrameProps) {
  return (
    <div className={classes.frame}>
      <a href="#main" className={classes.skip}>
        <Trans>Skip to content</Trans>
      </a>
      <header className={classes.header}>
        <div className={classes.headerInner}>
          {brand}
          <div className={classes.actions}>{actions}</div>
        </div>
      </header>
      <main id="main" tabIndex={-1} className={classes.main}>
        {children}
      </main>
    </div>
  );
}

/** The readable column inside a page. */
export function PageColumn({ narrow, children }: { narrow?: boolean; children: ReactNode }) {
  return <div className={narrow ? classes.narrow : classes.column}>{children}</div>;
}
