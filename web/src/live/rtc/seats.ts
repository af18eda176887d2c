import type { PersonInfo, Role, RoomView } from "@/live/types";

/** A browser sends its picture to each of the others: more than three copies are too much for many. */
export const MOST_WITH_VIDEO = 4;
/** Voices are small; still each goes to all the others. */
export const MOST_IN_CALL = 8;

/** Someone who takes part in the call. */
export interface Seat {
  person: string;
  /** The newest of their connections: a second tab takes the call over. */
  connection: string;
  /** Whether they have a place for video. */
  video: boolean;
}

/** Who comes first where places are few: a candidate is seen before the third who interviews them. */
const RANKS: Record<Role, number> = { host: 0, candidate: 0, interviewer: 1, observer: 2 };

/** Who can't come back: when an interview has ended, its candidates are out. */
export const outOf = ({ room, people }: Pick<RoomView, "room" | "people">): string[] =>
  room.status === "ended"
    ? people.filter(({ role, online }) => role === "candidate" && !online).map(({ id }) => id)
    : [];

const newest = ({ connections }: PersonInfo): string | undefined => connections.toSorted().at(-1);

/**
 * Who takes part. Every browser comes to the same answer from the same view: by role, and in one by the order they
 * were let in.
 */
export function seatsOf({ people }: Pick<RoomView, "people">): Seat[] {
  return people
    .toSorted((a, b) => RANKS[a.role] - RANKS[b.role])
    .flatMap((person) => {
      const connection = newest(person);
      return person.online && connection ? [{ person: person.id, connection }] : [];
    })
    .slice(0, MOST_IN_CALL)
    .map((seat, index) => ({ ...seat, video: index < MOST_WITH_VIDEO }));
}
