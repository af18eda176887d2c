import type { Room } from "@/api/types";

/** A day as people know it, in the browser's own time zone. */
export interface CalendarDay {
  /** Midnight at its beginning, in ms. */
  start: number;
  date: number;
  /** For screen readers and keys: 2026-11-30. */
  key: string;
}

/** How much of the calendar is on the screen. */
export type Span = "month" | "week";

const DAYS_A_WEEK = 7;

/** The day that a moment lies in. */
export function dayOf(moment: number): CalendarDay {
  const midnight = new Date(moment);
  midnight.setHours(0, 0, 0, 0);
  const pad = (part: number) => String(part).padStart(2, "0");
  return {
    start: midnight.getTime(),
    date: midnight.getDate(),
    key: `${midnight.getFullYear()}-${pad(midnight.getMonth() + 1)}-${pad(midnight.getDate())}`,
  };
}

/** The day so many days later; days are not always 24 hours long. */
export function addDays(day: CalendarDay, days: number): CalendarDay {
  const date = new Date(day.start);
  date.setDate(date.getDate() + days);
  return dayOf(date.getTime());
}

/** The week of a day, from Monday. */
export function weekOf(day: CalendarDay): CalendarDay[] {
  const sinceMonday = (new Date(day.start).getDay() + 6) % DAYS_A_WEEK;
  const monday = addDays(day, -sinceMonday);
  return Array.from({ length: DAYS_A_WEEK }, (_, index) => addDays(monday, index));
}

/** All weeks that have a day of the month in them. */
export function monthOf(day: CalendarDay): CalendarDay[][] {
  const date = new Date(day.start);
  const first = dayOf(new Date(date.getFullYear(), date.getMonth(), 1).getTime());
  const last = dayOf(new Date(date.getFullYear(), date.getMonth() + 1, 0).getTime());
  const weeks = [weekOf(first)];
  for (;;) {
    const end = weeks.at(-1)?.at(-1);
    if (!end || end.start >= last.start) return weeks;
    weeks.push(weekOf(addDays(end, 1)));
  }
}

/** The day to show after a step to the next or the one before. */
export function step(day: CalendarDay, span: Span, by: 1 | -1): CalendarDay {
  if (span === "week") return addDays(day, by * DAYS_A_WEEK);
  const date = new Date(day.start);
  return dayOf(new Date(date.getFullYear(), date.getMonth() + by, 1).getTime());
}

/** When a room is in the calendar: when it is to take place, or else when it did. */
function timeOf(room: Room): number | null {
  const time = room.scheduledAt ?? room.startedAt;
  return time === undefined ? null : Date.parse(time);
}

/** An interview at its time. */
export interface Entry {
  room: Room;
  at: number;
}

/** The interviews that have a time, in their order. Practice is nobody's appointment. */
export function entriesOf(rooms: readonly Room[]): Entry[] {
  const timed = rooms.flatMap((room) => {
    const at = timeOf(room);
    return at === null || (room.kind === "practice" && !room.scheduledAt) ? [] : [{ room, at }];
  });
  return timed.sort((one, other) => one.at - other.at);
}

/** The same by the keys of their days. */
export function byDay(entries: readonly Entry[]): Map<string, Entry[]> {
  const days = new Map<string, Entry[]>();
  for (const entry of entries) {
    const { key } = dayOf(entry.at);
    days.set(key, [...(days.get(key) ?? []), entry]);
  }
  return days;
}
