import { Trans, useLingui } from "@lingui/react/macro";
import { ActionIcon, Button, SegmentedControl } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { dateFormat } from "@/texts/dates";
import { type CalendarDay, type Span, weekOf } from "./calendar-days";
import classes from "./calendar-tools.module.css";

interface CalendarToolsProps {
  span: Span;
  setSpan: (span: Span) => void;
  day: CalendarDay;
  today: () => void;
  go: (by: 1 | -1) => void;
}

const month = dateFormat({ month: "long", year: "numeric" });
const dayOfMonth = dateFormat({
  day: "numeric",
  month: "short",
  year: "numeric",
});

/** Which part of the calendar is shown, and the way to others. */
export function CalendarTools({ span, setSpan, day, today, go }: CalendarToolsProps) {
  const { t } = useLingui();
  return (
    <div className={classes.tools}>
      <h2 className={classes.title} aria-live="polite">
        {titleOf(span, day)}
      </h2>
      <SegmentedControl
        aria-label={t`Show`}
        value={span}
        onChange={setSpan}
        data={[
          { value: "month", label: t`Month` },
          { value: "week", label: t`Week` },
        ]}
      />
      <div className={classes.steps}>
        <ActionIcon
          variant="default"
          size={36}
          aria-label={span === "month" ? t`Previous month` : t`Previous week`}
          onClick={() => go(-1)}
        >
          <IconChevronLeft size={18} className="points" />
        </ActionIcon>
        <Button variant="default" onClick={today}>
          <Trans>Today</Trans>
        </Button>
        <ActionIcon
          variant="default"
          size={36}
          aria-label={span === "month" ? t`Next month` : t`Next week`}
          onClick={() => go(1)}
        >
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
