import { plural, t } from "@lingui/core/macro";
import { languageChoices } from "@/live/pad/languages";
import type { PersonInfo, Role, RoomEvent, TimelineEntry } from "@/live/types";
import { type ConsentTo, consents } from "../consent/consent-words";

/** The name of a person, as far as it is known. */
export type NameOf = (person: string) => string;

/** Who listens, and whom they know. */
interface Listener {
  me: string;
  nameOf: NameOf;
}

/** What people did, said of one or of several: their names, and how many they are. */
type Say = (names: string, count: number) => string;

/** Something that several people may do at once. */
interface Doing {
  who: string;
  say: Say;
}

type Words<T extends RoomEvent["type"]> = (
  entry: Extract<TimelineEntry, { type: T }>,
  listener: Listener,
) => Doing | string | null;

const does = (who: string, say: Say): Doing => ({ who, say });
const isMine = ({ actor }: TimelineEntry, { me }: Listener) => actor.id === me;
const byOthers = (entry: TimelineEntry, listener: Listener, words: Doing | string) =>
  isMine(entry, listener) ? null : words;

const OWN_ROLES: Record<Role, () => string> = {
  host: () => t`You are a host now`,
  interviewer: () => t`You are an interviewer now`,
  candidate: () => t`You are a candidate now`,
  observer: () => t`You are an observer now`,
};
const ROLES: Record<Role, (name: string) => string> = {
  host: (name) => t`${name} is a host now`,
  interviewer: (name) => t`${name} is an interviewer now`,
  candidate: (name) => t`${name} is a candidate now`,
  observer: (name) => t`${name} is an observer now`,
};

const consentTo = (to: ConsentTo) => consents().find((consent) => consent.to === to)?.name ?? to;
const languageName = (language: string) =>
  languageChoices(language).find(({ value }) => value === language)?.label ?? language;

const cameIn: Say = (names, count) =>
  plural(count, { one: `${names} came in`, other: `${names} came in` });

/** What is said of each kind of entry; of those that are not here, nothing. */
const WORDS: { [T in RoomEvent["type"]]?: Words<T> } = {
  knocked: (entry, listener) =>
    byOthers(
      entry,
      listener,
      does(entry.name, (names, count) =>
        plural(count, { one: `${names} asks to join`, other: `${names} ask to join` }),
      ),
    ),
  messaged_host: (entry, listener) =>
    byOthers(entry, listener, t`${{ name: entry.actor.name }}, who waits: ${{ text: entry.text }}`),
  admitted: ({ person }, { me, nameOf }) =>
    person === me ? t`You are in the room` : does(nameOf(person), cameIn),
  rejected: ({ person }, { nameOf }) =>
    does(nameOf(person), (names, count) =>
      plural(count, { one: `${names} was not let in`, other: `${names} were not let in` }),
    ),
  removed: ({ person }, { nameOf }) =>
    does(nameOf(person), (names, count) =>
      plural(count, { one: `${names} was removed`, other: `${names} were removed` }),
    ),
  left: (entry, listener) =>
    isMine(entry, listener)
      ? t`You left`
      : does(entry.actor.name, (names, count) =>
          plural(count, { one: `${names} left`, other: `${names} left` }),
        ),
  role_changed: ({ person, role }, { me, nameOf }) =>
    person === me ? OWN_ROLES[role]() : ROLES[role](nameOf(person)),
  host_taken_over: (entry, listener) =>
    isMine(entry, listener)
      ? t`You are the host now`
      : t`${{ name: entry.actor.name }} is the host now`,
  started: () => t`The interview has started`,
  ended: () => t`The interview has ended`,
  reopened: () => t`The interview was reopened`,
  problem_chosen: ({ title }) => t`Problem: ${title}`,
  hint_revealed: ({ index }) => t`Hint ${{ number: index + 1 }} is shown`,
  pad_opened: ({ pad }) => t`New pad: ${{ title: pad.title }}`,
  language_set: ({ language }) => t`Language: ${{ language: languageName(language) }}`,
  editing_locked: () => t`Editing was locked`,
  editing_unlocked: () => t`Editing was unlocked`,
  said: (entry, listener) => byOthers(entry, listener, `${entry.actor.name}: ${entry.text}`),
  hand_raised: (entry, listener) =>
    byOthers(
      entry,
      listener,
      does(entry.actor.name, (names, count) =>
        plural(count, { one: `${names} raised a hand`, other: `${names} raised a hand` }),
      ),
    ),
  focus_time_started: ({ minutes }) =>
    plural(minutes, {
      one: "Focus time has started: # minute",
      other: "Focus time has started: # minutes",
    }),
  focus_time_ended: () => t`Focus time is over`,
  consent_given: (entry, listener) => {
    const consent = consentTo(entry.to);
    const say: Say = (names, count) =>
      plural(count, {
        one: `${names} agreed to: ${consent}`,
        other: `${names} agreed to: ${consent}`,
      });
    return byOthers(entry, listener, does(entry.actor.name, say));
  },
  consent_withdrawn: (entry, listener) => {
    const consent = consentTo(entry.to);
    const say: Say = (names, count) =>
      plural(count, {
        one: `${names} no longer agrees to: ${consent}`,
        other: `${names} no longer agree to: ${consent}`,
      });
    return byOthers(entry, listener, does(entry.actor.name, say));
  },
};

function wordsOf(entry: TimelineEntry, listener: Listener): Doing | string | null {
  // The server may know types that this page doesn't.
  const words = WORDS[entry.type] as Words<RoomEvent["type"]> | undefined;
  return words?.(entry as never, listener) ?? null;
}

/** What a screen reader says of an entry; null for what is not worth a word. */
export function announcement(entry: TimelineEntry, me: string, nameOf: NameOf): string | null {
  const words = wordsOf(entry, { me, nameOf });
  return words && typeof words === "object" ? words.say(words.who, 1) : words;
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
      const what = words.say("", 2);
      const group = said.get(what) ?? { doing: words, names: new Set<string>() };
      group.names.add(words.who);
      said.set(what, group);
    }
  }
  return [...said].map(([words, group]) =>
    group ? sentence(group.doing, [...group.names]) : words,
  );
}

const sentence = ({ say }: Doing, names: string[]): string => say(listed(names), names.length);

function listed(names: string[]): string {
  const last = names.at(-1) ?? "";
  if (names.length < 2) return last;
  const before = names.slice(0, -1).join(", ");
  return t`${before} and ${last}`;
}

/** What the room looks like, and what happened in it. */
interface Scene {
  people: readonly PersonInfo[];
  entries: readonly TimelineEntry[];
}

/**
 * Says who is here that was not: whoever left comes back without an entry, and whoever made the room comes in without
 * one. `here` is who was, and is brought up to date.
 */
export function arrivals(here: Set<string>, { people, entries }: Scene, me: string): string[] {
  return people.flatMap(({ id, name, online }) => {
    if (id === me) return [];
    // That a connection is there again is told as a signal.
    const last = entries.findLast(({ actor, type }) => actor.id === id && type !== "signal")?.type;
    // Who is gone for less than a minute has not left.
    if (!online && last === "left") here.delete(id);
    if (!online || here.has(id)) return [];
    here.add(id);
    if (last === "left") return [t`${name} is back`];
    return last === "created" ? [cameIn(name, 1)] : [];
  });
}
