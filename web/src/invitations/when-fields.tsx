import { NativeSelect, TextInput } from "@mantine/core";
import { useMemo } from "react";
import { timeZonesByRegion } from "./time-zones";
import classes from "./when-fields.module.css";

/** When something takes place, as its fields hold it. */
export interface When {
  /** What clocks in the time zone show, as the date input writes it; empty for no time. */
  date: string;
  minutes: number;
  timeZone: string;
}

interface WhenFieldsProps {
  value: When;
  change: (part: Partial<When>) => void;
  error?: string | null;
  /** Without a time there is nothing to put into a calendar. */
  optional?: boolean;
}

const DURATIONS = [15, 30, 45, 60, 75, 90, 120, 150, 180, 240].map((minutes) => ({
  value: String(minutes),
  label: minutes < 60 ? `${minutes} minutes` : hours(minutes),
}));

function hours(minutes: number): string {
  const rest = minutes % 60;
  const whole = `${Math.floor(minutes / 60)} h`;
  return rest === 0 ? whole : `${whole} ${rest} min`;
}

/** Day, time, duration, and in whose time. */
export function WhenFields({ value, change, error, optional = false }: WhenFieldsProps) {
  const zones = useMemo(() => timeZonesByRegion(), []);
  return (
    <div className={classes.fields}>
      <TextInput
        type="datetime-local"
        label={optional ? "Day and time (optional)" : "Day and time"}
        value={value.date}
        error={error}
        onChange={(event) => change({ date: event.currentTarget.value })}
      />
      <NativeSelect
        label="Duration"
        value={String(value.minutes)}
        data={DURATIONS}
        onChange={(event) => change({ minutes: Number(event.currentTarget.value) })}
      />
      <NativeSelect
        className={classes.zone}
        label="Time zone"
        value={value.timeZone}
        data={zones}
        onChange={(event) => change({ timeZone: event.currentTarget.value })}
      />
    </div>
  );
}
