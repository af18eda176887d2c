import { t } from "@lingui/core/macro";
import { byLocale } from "@/texts/dates";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const relative = byLocale((locale) => new Intl.RelativeTimeFormat(locale, { numeric: "auto" }));

/** "in 2 hours", "12 minutes ago", "tomorrow": how far `time` is from `now`, both in ms. */
export function fromNow(time: number, now: number): string {
  const distance = time - now;
  const minutes = Math.round(distance / MINUTE);
  if (minutes === 0) return t`now`;
  if (Math.abs(minutes) < 60) return relative().format(minutes, "minute");
  if (Math.abs(distance) < DAY) return relative().format(Math.round(distance / HOUR), "hour");
  return relative().format(calendarDays(now, time), "day");
}

/** Midnights between two moments: what is at 9 tomorrow is "tomorrow" at any hour of today. */
function calendarDays(from: number, to: number): number {
  const midnight = (time: number) => new Date(time).setHours(0, 0, 0, 0);
  return Math.round((midnight(to) - midnight(from)) / DAY);
}
