import { t } from "@lingui/core/macro";
import { Switch } from "@mantine/core";
import { useState } from "react";
import { useView } from "../live-context";
import { useAct } from "../use-act";
import classes from "./consent.module.css";
import { type ConsentTo, consents } from "./consent-words";

/** One switch for each thing to agree to, all off until the person turns them on. */
export function ConsentSwitches() {
  return (
    <div className={classes.switches}>
      {consents().map((consent) => (
        <ConsentSwitch key={consent.to} {...consent} />
      ))}
    </div>
  );
}

function ConsentSwitch({ to, name, means }: { to: ConsentTo; name: string; means: string }) {
  const view = useView();
  const act = useAct();
  /** What was just asked for; until the answer the switch shows it. */
  const [asked, setAsked] = useState<boolean | null>(null);
  const given = view.consents[to].includes(view.me.id);
  const set = async (next: boolean) => {
    setAsked(next);
    const failed = next ? t`Your consent was not noted` : t`Your consent was not withdrawn`;
    await act({ type: "consent", to, given: next }, failed);
    setAsked(null);
  };
  return (
    <Switch
      label={name}
      classNames={{ track: classes.track, description: classes.means }}
      description={asked === null ? means : `${means} ${t`Sending…`}`}
      checked={asked ?? given}
      disabled={asked !== null}
      onChange={(event) => void set(event.currentTarget.checked)}
    />
  );
}
