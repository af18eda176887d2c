import type { ReactNode } from "react";
import classes from "./setting-row.module.css";

interface SettingRowProps {
  title: string;
  /** How it is now. */
  children: ReactNode;
  /** What can be done about it. */
  action?: ReactNode;
}

/** One matter of a section: what it is, how it stands, and the button that changes it. */
export function SettingRow({ title, children, action }: SettingRowProps) {
  return (
    <div className={classes.row}>
      <div className={classes.text}>
        <h3 className={classes.title}>{title}</h3>
        <div className={classes.state}>{children}</div>
      </div>
      {action ? <div className={classes.action}>{action}</div> : null}
    </div>
  );
}
