import { useLingui } from "@lingui/react/macro";
import { UnstyledButton } from "@mantine/core";
import { dateFormat } from "@/texts/dates";
import { useLanguage } from "@/texts/language";
import {
  byDay,
  type CalendarDay,
  dayOf,
  type Entry,
  monthOf,
  type Span,
  weekOf,
} from "./calendar-days";
import classes from "./calendar-grid.module.css";

interface CalendarGridProps {
  span: Span;
  day: CalendarDay;
  entries: Entry[];
  now: number;
  /** Shows what is known of a room. */
  open: (roomId: string) => void;
  /** Begins a new interview on that day. */
  add: (day: CalendarDay) => void;
}

const weekday = dateFormat({ weekday: "short" });
const time = dateFormat({ hour: "2-digit", minute: "2-digit" });
const fullDay = dateFormat({
  weekday: "long",
  day: "numeric",
  month: "long",
});

/** A month or a week, a column for each day of the week. */
export function CalendarGrid({ span, day, entries, now, open, add }: CalendarGridProps) {
  useLanguage();
  const weeks = span === "month" ? monthOf(day) : [weekOf(day)];
  const days = byDay(entries);
  const today = dayOf(now).key;
  const month = new Date(day.start).getMonth();
  return (
    <table className={classes.grid} data-span={span}>
      <thead>
        <tr>
          {weeks[0]?.map(({ key, start }) => (
            <th key={key} scope="col" className={classes.weekday}>
              {weekday.format(start)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week) => (
          <tr key={week[0]?.key}>
            {week.map((one) => (
              <td
                key={one.key}
                className={classes.day}
                data-today={one.key === today || undefined}
                data-other={
                  (span === "month" && new Date(one.start).getMonth() !== month) || undefined
                }
              >
                <DayNumber day={one} today={today} add={add} />
                <DayEntries entries={days.get(one.key) ?? []} open={open} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface DayNumberProps {
  day: CalendarDay;
  today: string;
  add: (day: CalendarDay) => void;
}

/** The day's number; where there is still time, a click on it, or on the empty day, plans an interview. */
function DayNumber({ day, today, add }: DayNumberProps) {
  const { t } = useLingui();
  const date = fullDay.format(day.start);
  if (day.key < today) return <span className={classes.number}>{day.date}</span>;
  return (
    <UnstyledButton
      className={classes.add}
      aria-label={t`New interview on ${date}`}
      onClick={() => add(day)}
    >
      <span className={classes.number}>{day.date}</span>
    </UnstyledButton>
  );
}

function DayEntries({ entries, open }: { entries: Entry[]; open: (roomId: string) => void }) {
  if (entries.length === 0) return null;
  return (
    <ul className={classes.entries}>
      {entries.map(({ room, at }) => (
        <li key={room.id}>
          <UnstyledButton
            className={classes.entry}
            data-status={room.status}
            onClick={() => open(room.id)}
          >
            <span className={classes.time}>{time.format(at)}</span>{" "}
            <span className={classes.what}>{room.title}</span>
          </UnstyledButton>
        </li>
      ))}
    </ul>
  );
}
