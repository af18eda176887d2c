import { useEffect, useMemo, useState } from "react";
import { useRooms } from "@/api/rooms/list-rooms";
import type { Room } from "@/api/types";
import { type CalendarDay, dayOf, entriesOf, type Span, step } from "./calendar-days";

/** What is open above the calendar. */
export type ScheduleDialog = { newAt: number } | { details: Room["id"] } | null;

const FIRST_HOUR = 10;
const HOUR_MS = 60 * 60 * 1000;

/** When an interview on that day would begin: at ten, or today at the next full hour. */
export function firstTimeOn(day: CalendarDay, now: number): number {
  const ten = new Date(day.start).setHours(FIRST_HOUR, 0, 0, 0);
  return ten > now ? ten : Math.ceil((now + 1) / HOUR_MS) * HOUR_MS;
}

/** All rooms with a time, the part of the calendar on the screen, and what is open above it. */
export function useSchedule() {
  const rooms = useRooms();
  const [span, setSpan] = useState<Span>("month");
  const [day, setDay] = useState(() => dayOf(Date.now()));
  const [dialog, setDialog] = useState<ScheduleDialog>(null);
  const { hasNextPage, isFetching, fetchNextPage } = rooms;
  // A calendar with only the newest rooms would be wrong, not short.
  useEffect(() => {
    if (hasNextPage && !isFetching) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage]);
  const entries = useMemo(
    () => entriesOf(rooms.data?.pages.flatMap((page) => page.items) ?? []),
    [rooms.data],
  );
  return {
    rooms,
    entries,
    span,
    setSpan,
    day,
    dialog,
    setDialog,
    today: () => setDay(dayOf(Date.now())),
    go: (by: 1 | -1) => setDay((before) => step(before, span, by)),
  };
}
