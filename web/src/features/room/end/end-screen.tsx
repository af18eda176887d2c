import { Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { IconArrowLeft } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import { useEntries, useLive, useView } from "../live-context";
import { headOf } from "../log-head";
import { ScorecardPane } from "../scorecard/lazy-scorecard-pane";
import { figuresOf, signalSums } from "../scorecard/numbers";
import classes from "./end-screen.module.css";
import { useEndScreen } from "./use-end-screen";

/** What those who interviewed see when it is over: what happened in numbers, and their scorecard. */
export function EndScreen() {
  const { show } = useEndScreen();
  const title = useRef<HTMLHeadingElement>(null);
  // What had the focus is gone with the room: a screen reader goes on here.
  useEffect(() => title.current?.focus({ preventScroll: true }), []);
  return (
    <main className={classes.main}>
      <div className={classes.page}>
        <div className={classes.top}>
          <div>
            <h2 ref={title} tabIndex={-1} className={classes.title}>
              <Trans>What happened, in numbers</Trans>
            </h2>
            <p className={classes.lead}>
              <Trans>The interview has ended. You can still read and copy.</Trans>
            </p>
          </div>
          <Button
            variant="default"
            leftSection={<IconArrowLeft size={16} className="points" aria-hidden />}
            onClick={() => show(false)}
          >
            <Trans>Back to the room</Trans>
          </Button>
        </div>
        <Numbers />
        <h2 className={classes.title}>
          <Trans>Your scorecard</Trans>
        </h2>
        <ScorecardPane wide />
      </div>
    </main>
  );
}

function Numbers() {
  const live = useLive();
  const { room } = useView();
  const entries = useEntries();
  const signals = signalSums(entries);
  return (
    <>
      <dl className={classes.figures}>
        {figuresOf(entries, headOf(live), room).map(({ label, value, detail }) => (
          <div key={label} className={classes.figure}>
            <dt>{label}</dt>
            <dd className={classes.value}>{value}</dd>
            {detail ? <dd className={classes.detail}>{detail}</dd> : null}
          </div>
        ))}
      </dl>
      {signals.length > 0 ? (
        <section className={classes.signals} aria-labelledby="signals-in-numbers">
          <h3 id="signals-in-numbers">
            <Trans>Signals</Trans>
          </h3>
          <ul>
            {signals.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
          <p>
            <Trans>Information, not a verdict. Your candidate saw the same list.</Trans>
          </p>
        </section>
      ) : null}
    </>
  );
}
