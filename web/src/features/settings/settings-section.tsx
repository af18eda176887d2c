import type { ReactNode } from "react";
import classes from "./settings-section.module.css";

interface SettingsSectionProps {
  title: ReactNode;
  /** Beside the title: whether the last change is saved. */
  status?: ReactNode;
  /** Whether it holds what can't be undone. */
  danger?: boolean;
  children: ReactNode;
}

/** One card of the settings page. */
export function SettingsSection({ title, status, danger, children }: SettingsSectionProps) {
  return (
    <section className={classes.section} data-danger={danger}>
      <div className={classes.head}>
        <h2 className={classes.title}>{title}</h2>
        {status}
      </div>
      {children}
    </section>
  );
}
