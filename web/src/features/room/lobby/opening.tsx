import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Loader } from "@mantine/core";
import { useEffect, useState } from "react";
import classes from "./opening.module.css";

/** After so long people wonder whether anything happens at all. */
const SLOW_MS = 4_000;

/** While the room is on its way. */
export function Opening() {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), SLOW_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <main className={classes.opening} aria-busy>
      <Loader type="dots" aria-hidden />
      <p role="status">{slow ? t`Still trying to reach the server…` : t`Opening the room…`}</p>
      {slow ? (
        <p className={classes.more}>
          <Trans>Check your connection. This page goes on trying.</Trans>
        </p>
      ) : null}
    </main>
  );
}
