import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Avatar, Button } from "@mantine/core";
import { useEffect, useId, useRef, useState } from "react";
import type { KnockInfo } from "@/live/types";
import { spanText } from "../durations";
import { useView } from "../live-context";
import { useAct } from "../use-act";
import { useServerTime } from "../use-time";
import classes from "./knock-cards.module.css";
import { useKeepFocus } from "./use-keep-focus";

/** Who waits to be let in; a card goes everywhere as soon as anyone has decided. */
export function KnockCards() {
  const { knocks } = useView();
  const keepFocus = useKeepFocus(knocks.map(({ id }) => id));
  if (knocks.length === 0) return null;
  return (
    <section className={classes.region} aria-label={t`Waiting to join`}>
      <h2 className={classes.title}>
        <Trans>Waiting to join</Trans>
      </h2>
      <ul className={classes.cards} {...keepFocus}>
        {knocks.map((knock) => (
          <KnockCard key={knock.id} knock={knock} />
        ))}
      </ul>
    </section>
  );
}

function KnockCard({ knock }: { knock: KnockInfo }) {
  const act = useAct();
  const span = spanText(useServerTime() - knock.at);
  const described = useId();
  const [deciding, setDeciding] = useState<"admit" | "reject" | null>(null);
  const pressed = useRef<HTMLButtonElement>(null);
  const decide = async (type: "admit" | "reject", failed: string) => {
    setDeciding(type);
    await act({ type, person: knock.id }, failed);
    setDeciding(null);
  };
  useEffect(() => {
    // The decision was not taken, and the button, off meanwhile, has lost the focus.
    if (deciding === null && document.activeElement === document.body) pressed.current?.focus();
    if (deciding === null) pressed.current = null;
  }, [deciding]);
  return (
    <li className={classes.card} data-person={knock.id}>
      <div className={classes.who}>
        <Avatar name={knock.name} color="coral" size={32} />
        <div className={classes.text}>
          <div id={described} className={classes.name}>
            {knock.name}
          </div>
          <div className={classes.since}>
            <Trans>waiting for {span}</Trans>
          </div>
        </div>
      </div>
      {knock.message ? <p className={classes.message}>{knock.message}</p> : null}
      <div className={classes.actions}>
        <Button
          size="compact-sm"
          fullWidth
          loading={deciding === "admit"}
          disabled={deciding !== null}
          aria-describedby={described}
          onClick={({ currentTarget }) => {
            pressed.current = currentTarget;
            void decide("admit", t`${{ name: knock.name }} was not let in`);
          }}
        >
          <Trans>Admit</Trans>
        </Button>
        <Button
          size="compact-sm"
          fullWidth
          variant="default"
          loading={deciding === "reject"}
          disabled={deciding !== null}
          aria-describedby={described}
          onClick={({ currentTarget }) => {
            pressed.current = currentTarget;
            void decide("reject", t`${{ name: knock.name }} was not turned away`);
          }}
        >
          <Trans>Reject</Trans>
        </Button>
      </div>
    </li>
  );
}
