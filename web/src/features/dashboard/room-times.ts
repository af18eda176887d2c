import { t } from "@lingui/core/macro";
import type { Room } from "@/api/types";
import { dateFormat, hoursAndMinutes } from "@/texts/dates";
import { fromNow } from "@/ui/from-now";

const MINUTE = 60_000;

const dayAndTime = dateFormat({
  weekday: "short",
  day: "numeric",
  month: "short",
  hour: "2-digit",
  minute: "2-digit",
});
const dayOnly = dateFormat({
  day: "numeric",
  month: "short",
  year: "numeric",
});

/** What a room's row says about its time. */
export function timeText(room: Room, now: number): string {
  if (room.status === "live") return startedText(fromNow(startOf(room), now));
  if (room.status === "ended") return pastText(room);
  if (room.scheduledAt === undefined) return t`No date set. Start it whenever you are ready.`;
  const at = Date.parse(room.scheduledAt);
  return `${dayAndTime.format(at)} · ${distanceText(at, now)}`;
}

/** How far away the planned time is. */
export function distanceText(at: number, now: number): string {
  const distance = fromNow(at, now);
  return at < now - MINUTE ? t`was due ${distance}` : distance;
}

const startedText = (ago: string) => t`Started ${ago}`;

function startOf(room: Room): number {
  return Date.parse(room.startedAt ?? room.createdAt);
}

function pastText(room: Room): string {
  const end = room.endedAt === undefined ? null : Date.parse(room.endedAt);
  if (end === null) return dayOnly.format(Date.parse(room.createdAt));
  if (room.startedAt === undefined) return `${dayOnly.format(end)} · ${t`never started`}`;
  return `${dayOnly.format(end)} · ${durationText(end - startOf(room))}`;
}

/** "47 min" or "1 h 5 min". */
export function durationText(duration: number): string {
  const minutes = Math.max(1, Math.round(duration / MINUTE));
  return hoursAndMinutes(minutes);
}

/** Ten in the morning of the day after `now`: where a date picker starts. */
export function tomorrowMorning(now: number): number {
  const day = new Date(now);
  day.setDate(day.getDate() + 1);
  return day.setHours(10, 0, 0, 0);
}
