import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Skeleton } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconPlus } from "@tabler/icons-react";
import { lazy, Suspense } from "react";
import { PageColumn } from "@/ui/page-frame";
import { usePageTitle } from "@/ui/page-title";
import { useNow } from "@/ui/use-now";
import { RoomsUnavailable } from "../rooms-unavailable";
import { Agenda } from "./agenda";
import { CalendarGrid } from "./calendar-grid";
import { CalendarTools } from "./calendar-tools";
import classes from "./schedule-page.module.css";
import { firstTimeOn, useSchedule } from "./use-schedule";

const NewInterviewDialog = lazy(() => import("../new-interview-dialog"));
const DetailsDialog = lazy(() => import("./details-dialog"));

/** Below it a grid of seven columns has no room for words. */
const NARROW = "(max-width: 47.99em)";

/** One's interviews by time: a calendar beside what comes next, or on narrow screens a list of days. */
export default function SchedulePage() {
  const { t } = useLingui();
  usePageTitle(t`Schedule`);
  const schedule = useSchedule();
  const now = useNow();
  const wide = !useMediaQuery(NARROW, false, { getInitialValueInEffect: false });
  const { rooms, entries, dialog, setDialog } = schedule;
  const open = (id: string) => setDialog({ details: id });
  const close = () => setDialog(null);
  const upcoming = entries.filter(({ room, at }) => room.status !== "ended" && at > now - DAY_MS);
  const shown =
    dialog && "details" in dialog
      ? entries.find(({ room }) => room.id === dialog.details)?.room
      : undefined;
  return (
    <PageColumn>
      <div className={classes.head}>
        <h1 className={classes.title}>
          <Trans>Schedule</Trans>
        </h1>
        <Button
          leftSection={<IconPlus size={18} aria-hidden />}
          onClick={() => setDialog({ newAt: firstTimeOn(schedule.day, now) })}
        >
          <Trans>New interview</Trans>
        </Button>
      </div>
      {rooms.isPending ? <Skeleton height={520} radius="lg" aria-label={t`Loading`} /> : null}
      {rooms.error && !rooms.data ? (
        <RoomsUnavailable error={rooms.error} retry={() => rooms.refetch()} />
      ) : null}
      {rooms.data && wide ? (
        <div className={classes.columns}>
          <section aria-label={t`Calendar`}>
            <CalendarTools {...schedule} />
            <CalendarGrid
              {...schedule}
              now={now}
              open={open}
              add={(day) => setDialog({ newAt: firstTimeOn(day, now) })}
            />
          </section>
          <section aria-label={t`Upcoming`}>
            <h2 className={classes.upcoming}>
              <Trans>Upcoming</Trans>
            </h2>
            <Agenda entries={upcoming} now={now} open={open} />
          </section>
        </div>
      ) : null}
      {rooms.data && !wide ? <Agenda entries={upcoming} now={now} open={open} /> : null}
      <Suspense fallback={null}>
        {dialog && "newAt" in dialog ? (
          <NewInterviewDialog at={dialog.newAt} close={close} />
        ) : null}
        {shown ? <DetailsDialog room={shown} close={close} /> : null}
      </Suspense>
    </PageColumn>
  );
}

/** What was to begin yesterday may still be going to begin. */
const DAY_MS = 24 * 60 * 60 * 1000;
