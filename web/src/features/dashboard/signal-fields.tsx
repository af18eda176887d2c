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
  const isOn = (choice: SignalChoice) => choice.kinds.every((kind) => chosen.includes(kind));
  const count = SIGNAL_CHOICES.filter(isOn).length;
  const toggle = (choice: SignalChoice, on: boolean) => {
    const others = chosen.filter((kind) => !choice.kinds.includes(kind));
    change(on ? [...others, ...choice.kinds] : others);
  };
  return (
    <details className={classes.details}>
      <summary className={classes.summary}>
        Signals from the candidate’s browser
        <span className={classes.count}>
          {count} of {SIGNAL_CHOICES.length} on
        </span>
      </summary>
      <p className={classes.text}>
        Noted on the room’s timeline, which your candidate sees too. They are told which are on
        before they join.
      </p>
      <Stack gap="xs">
        {SIGNAL_CHOICES.map((choice) => (
          <Checkbox
            key={choice.label}
            label={choice.label}
            checked={isOn(choice)}
            onChange={(event) => toggle(choice, event.currentTarget.checked)}
          />
        ))}
      </Stack>
    </details>
  );
}
