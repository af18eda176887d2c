import type { TimelineEntry } from "@/live/types";

/** The name of a person, as far as it is known. */
export type NameOf = (person: string) => string;

/** What a screen reader says of an entry; null for what is not worth a word. */
export function announcement(entry: TimelineEntry, me: string, nameOf: NameOf): string | null {
  const actor = entry.actor.id === me ? "You" : entry.actor.name;
  switch (entry.type) {
    case "knocked":
      return entry.actor.id === me ? null : `${entry.name} asks to join`;
    case "admitted":
      return entry.person === me ? "You are in the room" : `${nameOf(entry.person)} came in`;
    case "removed":
      return `${nameOf(entry.person)} was removed`;
    case "left":
      return `${actor} left`;
    case "host_taken_over":
      return entry.actor.id === me ? "You are the host now" : `${actor} is the host now`;
    case "said":
      return entry.actor.id === me ? null : `${actor}: ${entry.text}`;
    case "hand_raised":
      return entry.actor.id === me ? null : `${actor} raised a hand`;
    case "problem_chosen":
      return `Problem: ${entry.title}`;
    case "hint_revealed":
      return `Hint ${entry.index + 1} is shown`;
    case "pad_opened":
      return `New pad: ${entry.pad.title}`;
    default:
      return PLAIN[entry.type] ?? null;
  }
}

const PLAIN: Partial<Record<TimelineEntry["type"], string>> = {
  started: "The interview has started",
  ended: "The interview has ended",
  reopened: "The interview was reopened",
  editing_locked: "Editing was locked",
  editing_unlocked: "Editing was unlocked",
  focus_time_started: "Focus time has started",
  focus_time_ended: "Focus time is over",
};
