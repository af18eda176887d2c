import { Trans } from "@lingui/react/macro";
import classes from "./auth-aside.module.css";

/** A quiet picture of the product: one line of code and the two people in it. Decorative. */
export function AuthAside() {
  return (
    <aside className={classes.aside} aria-hidden="true">
      <div className={classes.code}>
        <div className={classes.line}>
          <span className={classes.dim}>for</span> start, end{" "}
          <span className={classes.dim}>in</span> rest:
        </div>
        <div className={classes.line}>
          {"  "}
          <span className={classes.dim}>if</span> start &lt;= last.end
          <span className={`${classes.caret} ${classes.candidate}`}>
            <span className={classes.flag}>Tomás</span>
          </span>
        </div>
        <div className={classes.line}>
          {"    "}last.end = max(last.end, end)
          <span className={`${classes.caret} ${classes.interviewer}`}>
            <span className={classes.flag}>Priya</span>
          </span>
        </div>
      </div>
      <p className={classes.words}>
        <Trans>Two people, one editor, and nothing lost on the way.</Trans>
      </p>
    </aside>
  );
}
