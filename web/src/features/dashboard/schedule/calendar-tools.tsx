import { ActionIcon, Button, SegmentedControl } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { type CalendarDay, type Span, weekOf } from "./calendar-days";
import classes from "./calendar-tools.module.css";

interface CalendarToolsProps {
  span: Span;
  setSpan: (span: Span) => void;
  day: CalendarDay;
  today: () => void;
  go: (by: 1 | -1) => void;
}

const month = new Intl.DateTimeFormat(undefined, { month: "long", year: "numeric" });
const dayOfMonth = new Intl.DateTimeFormat(undefined, {
  day: "numeric",
  month: "short",
  year: "numeric",
});

/** Which part of the calendar is shown, and the way to others. */
export function CalendarTools({ span, setSpan, day, today, go }: CalendarToolsProps) {
  return (
    <div className={classes.tools}>
      <h2 className={classes.title} aria-live="polite">
        {titleOf(span, day)}
      </h2>
      <SegmentedControl
        aria-label="Show"
        value={span}
        onChange={setSpan}
        data={[
          { value: "month", label: "Month" },
          { value: "week", label: "Week" },
        ]}
      />
      <div className={classes.steps}>
        <ActionIcon
          variant="default"
          size={36}
          aria-label={`Previous ${span}`}
          onClick={() => go(-1)}
        >
          <IconChevronLeft size={18} className="points" />
        </ActionIcon>
        <Button variant="default" onClick={today}>
          Today
        </Button>
        <ActionIcon variant="default" size={36} aria-label={`Next ${span}`} onClick={() => go(1)}>
          <IconChevronRight size={18} className="points" />
        </ActionIcon>
      </div>
    </div>
  );
}

function titleOf(span: Span, day: CalendarDay): string {
  if (span === "month") return month.format(day.start);
  const week = weekOf(day);
  return dayOfMonth.formatRange(week[0]?.start ?? day.start, week[6]?.start ?? day.start);
}
