import { t } from "@lingui/core/macro";
import type { RoomView, TimelineEntry } from "./types";

/** How somebody is called who deleted their account: the server keeps no name of them. */
export const erasedName = (): string => t`Deleted account`;

/** The view, with a name for everyone. */
export function namedView(view: RoomView): RoomView {
  if (view.people.every((person) => person.name)) return view;
  const people = view.people.map((person) => ({ ...person, name: person.name || erasedName() }));
  return { ...view, people };
}

/** The entry, with a name for its actor; the system needs none. */
export function namedEntry(entry: TimelineEntry): TimelineEntry {
  if (entry.actor.name || entry.actor.id === "system") return entry;
  return { ...entry, actor: { ...entry.actor, name: erasedName() } };
}
