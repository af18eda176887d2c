import { languageChoices } from "@/live/pad/languages";
import type { RoomEvent, TimelineEntry } from "@/live/types";
import { type ConsentTo, consents } from "../consent/consent-words";

/** The name of a person, as far as it is known. */
export type NameOf = (person: string) => string;

/** Who listens, and whom they know. */
interface Listener {
  me: string;
  nameOf: NameOf;
}

/** Something that several people may do at once: who it is, and what they did, said of one and of several. */
interface Doing {
  who: string;
  one: string;
  many: string;
}

type Words<T extends RoomEvent["type"]> = (
  entry: Extract<TimelineEntry, { type: T }>,
  listener: Listener,
) => Doing | string | null;

const does = (who: string, one: string, many = one): Doing => ({ who, one, many });
const isMine = ({ actor }: TimelineEntry, { me }: Listener) => actor.id === me;
const actorOf = (entry: TimelineEntry, listener: Listener) =>
  isMine(entry, listener) ? "You" : entry.actor.name;
const byOthers = (entry: TimelineEntry, listener: Listener, words: Doing | string) =>
  isMine(entry, listener) ? null : words;

const ROLES = {
  host: "a host",
  interviewer: "an interviewer",
  candidate: "a candidate",
  observer: "an observer",
};

const consentTo = (to: ConsentTo) => consents().find((consent) => consent.to === to)?.name ?? to;
const languageName = (language: string) =>
  languageChoices(language).find(({ value }) => value === language)?.label ?? language;

/** What is said of each kind of entry; of those that are not here, nothing. */
const WORDS: { [T in RoomEvent["type"]]?: Words<T> } = {
  knocked: (entry, listener) =>
    byOthers(entry, listener, does(entry.name, "asks to join", "ask to join")),
  messaged_host: (entry, listener) =>
    byOthers(entry, listener, `${entry.actor.name}, who waits: ${entry.text}`),
  admitted: ({ person }, { me, nameOf }) =>
    person === me ? "You are in the room" : does(nameOf(person), "came in"),
  rejected: ({ person }, { nameOf }) => does(nameOf(person), "was not let in", "were not let in"),
  removed: ({ person }, { nameOf }) => does(nameOf(person), "was removed", "were removed"),
  left: (entry, listener) => does(actorOf(entry, listener), "left"),
  role_changed: ({ person, role }, { me, nameOf }) =>
    person === me ? `You are ${ROLES[role]} now` : `${nameOf(person)} is ${ROLES[role]} now`,
  host_taken_over: (entry, listener) =>
    isMine(entry, listener) ? "You are the host now" : `${entry.actor.name} is the host now`,
  started: () => "The interview has started",
  ended: () => "The interview has ended",
  reopened: () => "The interview was reopened",
  problem_chosen: ({ title }) => `Problem: ${title}`,
  hint_revealed: ({ index }) => `Hint ${index + 1} is shown`,
  pad_opened: ({ pad }) => `New pad: ${pad.title}`,
  language_set: ({ language }) => `Language: ${languageName(language)}`,
  editing_locked: () => "Editing was locked",
  editing_unlocked: () => "Editing was unlocked",
  said: (entry, listener) => byOthers(entry, listener, `${entry.actor.name}: ${entry.text}`),
  hand_raised: (entry, listener) =>
    byOthers(entry, listener, does(entry.actor.name, "raised a hand")),
  focus_time_started: ({ minutes }) =>
    `Focus time has started: ${minutes} ${minutes === 1 ? "minute" : "minutes"}`,
  focus_time_ended: () => "Focus time is over",
  consent_given: (entry, listener) =>
    byOthers(entry, listener, does(entry.actor.name, `agreed to: ${consentTo(entry.to)}`)),
  consent_withdrawn: (entry, listener) =>
    byOthers(
      entry,
      listener,
      does(
        entry.actor.name,
        `no longer agrees to: ${consentTo(entry.to)}`,
        `no longer agree to: ${consentTo(entry.to)}`,
      ),
    ),
};

function wordsOf(entry: TimelineEntry, listener: Listener): Doing | string | null {
  // The server may know types that this page doesn't.
  const words = WORDS[entry.type] as Words<RoomEvent["type"]> | undefined;
  return words?.(entry as never, listener) ?? null;
}

/** What a screen reader says of an entry; null for what is not worth a word. */
export function announcement(entry: TimelineEntry, me: string, nameOf: NameOf): string | null {
  const words = wordsOf(entry, { me, nameOf });
  return words && typeof words === "object" ? `${words.who} ${words.one}` : words;
}

/** What is said of entries that came together: each thing once, with all who did it. */
export function announcements(
  entries: readonly TimelineEntry[],
  me: string,
  nameOf: NameOf,
): string[] {
  const said = new Map<string, { doing: Doing; names: Set<string> } | null>();
  for (const entry of entries) {
    const words = wordsOf(entry, { me, nameOf });
    if (!words) continue;
    if (typeof words === "string") said.set(words, null);
    else {
      const group = said.get(words.many) ?? { doing: words, names: new Set<string>() };
      group.names.add(words.who);
      said.set(words.many, group);
    }
  }
  return [...said].map(([words, group]) =>
    group ? sentence(group.doing, [...group.names]) : words,
  );
}

const sentence = ({ one, many }: Doing, names: string[]): string =>
  names.length === 1 ? `${names[0]} ${one}` : `${listed(names)} ${many}`;

const listed = (names: string[]): string => `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
