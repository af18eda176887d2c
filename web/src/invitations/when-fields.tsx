import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { NativeSelect, TextInput } from "@mantine/core";
import { useMemo } from "react";
import { hoursAndMinutes } from "@/texts/dates";
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

/** How long an interview may take, in minutes. */
const DURATIONS = [15, 30, 45, 60, 75, 90, 120, 150, 180, 240];

function duration(minutes: number): string {
  return minutes < 60
    ? plural(minutes, { one: "# minute", other: "# minutes" })
    : hoursAndMinutes(minutes);
}

/** Day, time, duration, and in whose time. */
export function WhenFields({ value, change, error, optional = false }: WhenFieldsProps) {
  const { t } = useLingui();
  const zones = useMemo(() => timeZonesByRegion(), []);
  return (
    <div className={classes.fields}>
      <TextInput
        type="datetime-local"
        label={optional ? t`Day and time (optional)` : t`Day and time`}
        value={value.date}
        error={error}
        onChange={(event) => change({ date: event.currentTarget.value })}
      />
      <NativeSelect
        label={t`Duration`}
        value={String(value.minutes)}
        data={DURATIONS.map((minutes) => ({ value: String(minutes), label: duration(minutes) }))}
        onChange={(event) => change({ minutes: Number(event.currentTarget.value) })}
      />
      <NativeSelect
        className={classes.zone}
        label={t`Time zone`}
        value={value.timeZone}
        data={zones}
        onChange={(event) => change({ timeZone: event.currentTarget.value })}
      />
    </div>
  );
}
