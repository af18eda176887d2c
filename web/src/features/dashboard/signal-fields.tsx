import { Trans, useLingui } from "@lingui/react/macro";
import { Checkbox, Stack } from "@mantine/core";
import type { SignalKind } from "@/api/types";
import { SIGNAL_CHOICES, type SignalChoice } from "./signal-choices";
import classes from "./signal-fields.module.css";

interface SignalFieldsProps {
  chosen: SignalKind[];
  change: (chosen: SignalKind[]) => void;
}

/** Which signals are on; folded away, since all of them are the usual choice. */
export function SignalFields({ chosen, change }: SignalFieldsProps) {
  const { t } = useLingui();
  const all = SIGNAL_CHOICES.length;
  const isOn = (choice: SignalChoice) => choice.kinds.every((kind) => chosen.includes(kind));
  const count = SIGNAL_CHOICES.filter(isOn).length;
  const toggle = (choice: SignalChoice, on: boolean) => {
    const others = chosen.filter((kind) => !choice.kinds.includes(kind));
    change(on ? [...others, ...choice.kinds] : others);
  };
  return (
    <details className={classes.details}>
      <summary className={classes.summary}>
        <Trans>Signals from the candidate’s browser</Trans>
        <span className={classes.count}>
          <Trans>
            {count} of {all} on
          </Trans>
        </span>
      </summary>
      <p className={classes.text}>
        <Trans>
          Noted on the room’s timeline, which your candidate sees too. They are told which are on
          before they join.
        </Trans>
      </p>
      <Stack gap="xs">
        {SIGNAL_CHOICES.map((choice) => (
          <Checkbox
            key={choice.label.id}
            label={t(choice.label)}
            checked={isOn(choice)}
            onChange={(event) => toggle(choice, event.currentTarget.checked)}
          />
        ))}
      </Stack>
    </details>
  );
}
