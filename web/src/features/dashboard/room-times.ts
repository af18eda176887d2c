import type { Room } from "@/api/types";
import { fromNow } from "@/ui/from-now";

const MINUTE = 60_000;

const dayAndTime = new Intl.DateTimeFormat(undefined, {
  weekday: "short",
  day: "numeric",
  month: "short",
  hour: "2-digit",
  minute: "2-digit",
});
const dayOnly = new Intl.DateTimeFormat(undefined, {
  day: "numeric",
  month: "short",
  year: "numeric",
});

/** What a room's row says about its time. */
export function timeText(room: Room, now: number): string {
  if (room.status === "live") return `Started ${fromNow(startOf(room), now)}`;
  if (room.status === "ended") return pastText(room);
  if (room.scheduledAt === undefined) return "No date set. Start it whenever you are ready.";
  const at = Date.parse(room.scheduledAt);
  const distance = at < now - MINUTE ? `was due ${fromNow(at, now)}` : fromNow(at, now);
  return `${dayAndTime.format(at)} · ${distance}`;
}

function startOf(room: Room): number {
  return Date.parse(room.startedAt ?? room.createdAt);
}

function pastText(room: Room): string {
  const end = room.endedAt === undefined ? null : Date.parse(room.endedAt);
  if (end === null) return dayOnly.format(Date.parse(room.createdAt));
  if (room.startedAt === undefined) return `${dayOnly.format(end)} · never started`;
  return `${dayOnly.format(end)} · ${durationText(end - startOf(room))}`;
}

/** "47 min" or "1 h 5 min". */
export function durationText(duration: number): string {
  const minutes = Math.max(1, Math.round(duration / MINUTE));
  if (minutes < 60) return `${minutes} min`;
  const rest = minutes % 60;
  return rest === 0 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 60)} h ${rest} min`;
}

/** Ten in the morning of the day after `now`: where a date picker starts. */
export function tomorrowMorning(now: number): number {
  const day = new Date(now);
  day.setDate(day.getDate() + 1);
  return day.setHours(10, 0, 0, 0);
}
