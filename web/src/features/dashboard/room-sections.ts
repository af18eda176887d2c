import type { Room } from "@/api/types";

/** A person's rooms as the dashboard shows them. */
export interface RoomSections {
  live: Room[];
  upcoming: Room[];
  past: Room[];
}

/**
 * Sorts rooms to their sections: what runs first by its start, what is to come by its date (those
 * without a date last, newest first), what is over by its end, latest first.
 */
export function sectionsOf(rooms: readonly Room[]): RoomSections {
  const having = (status: Room["status"]) => rooms.filter((room) => room.status === status);
  return {
    live: having("live").sort(latestFirst((room) => room.startedAt)),
    upcoming: having("scheduled").sort(soonestFirst),
    past: having("ended").sort(latestFirst((room) => room.endedAt)),
  };
}

const millis = (time: string | undefined) => (time === undefined ? 0 : Date.parse(time));

function latestFirst(timeOf: (room: Room) => string | undefined) {
  return (one: Room, other: Room) =>
    millis(timeOf(other) ?? other.createdAt) - millis(timeOf(one) ?? one.createdAt);
}

function soonestFirst(one: Room, other: Room): number {
  if (one.scheduledAt && other.scheduledAt) {
    return millis(one.scheduledAt) - millis(other.scheduledAt);
  }
  if (one.scheduledAt || other.scheduledAt) return one.scheduledAt ? -1 : 1;
  return millis(other.createdAt) - millis(one.createdAt);
}
