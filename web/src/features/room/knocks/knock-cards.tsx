import { Avatar, Button } from "@mantine/core";
import { useId, useState } from "react";
import type { KnockInfo } from "@/live/types";
import { spanText } from "../durations";
import { useView } from "../live-context";
import { useAct } from "../use-act";
import { useServerTime } from "../use-time";
import classes from "./knock-cards.module.css";
import { KnockNoticeButton } from "./knock-notice-button";

/** Who waits to be let in; a card goes everywhere as soon as anyone has decided. */
export function KnockCards() {
  const { knocks } = useView();
  if (knocks.length === 0) return null;
  return (
    <section className={classes.region} aria-label="Waiting to join">
      <div className={classes.head}>
        <h2 className={classes.title}>Waiting to join</h2>
        <KnockNoticeButton />
      </div>
      <ul className={classes.cards}>
        {knocks.map((knock) => (
          <KnockCard key={knock.id} knock={knock} />
        ))}
      </ul>
    </section>
  );
}

function KnockCard({ knock }: { knock: KnockInfo }) {
  const act = useAct();
  const now = useServerTime();
  const described = useId();
  const [deciding, setDeciding] = useState<"admit" | "reject" | null>(null);
  const decide = async (type: "admit" | "reject", failed: string) => {
    setDeciding(type);
    await act({ type, person: knock.id }, failed);
    setDeciding(null);
  };
  return (
    <li className={classes.card} data-person={knock.id}>
      <div className={classes.who}>
        <Avatar name={knock.name} color="coral" size={34} />
        <div className={classes.text}>
          <div id={described} className={classes.name}>
            {knock.name}
          </div>
          <div className={classes.since}>waiting for {spanText(now - knock.at)}</div>
        </div>
      </div>
      {knock.message ? <p className={classes.message}>{knock.message}</p> : null}
      <div className={classes.actions}>
        <Button
          size="xs"
          fullWidth
          loading={deciding === "admit"}
          disabled={deciding !== null}
          aria-describedby={described}
          onClick={() => decide("admit", `${knock.name} was not let in`)}
        >
          Admit
        </Button>
        <Button
          size="xs"
          fullWidth
          variant="default"
          loading={deciding === "reject"}
          disabled={deciding !== null}
          aria-describedby={described}
          onClick={() => decide("reject", `${knock.name} was not turned away`)}
        >
          Reject
        </Button>
      </div>
    </li>
  );
}
