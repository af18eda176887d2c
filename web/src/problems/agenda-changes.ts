import type { AgendaChange } from "@/api/agenda/change-agenda";
import type { AgendaItem } from "@/api/types";

/** The most problems on one agenda; the server says so too. */
export const MAX_ITEMS = 20;

/** Somebody else wrote on the same problem, or took it away; `theirs` is what is there now. */
export class ItemChanged extends Error {
  constructor(readonly theirs: AgendaItem | undefined) {
    super("Somebody else changed this problem");
  }
}

const same = (a: AgendaItem | undefined, b: AgendaItem | undefined): boolean =>
  JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
const sorted = (item: AgendaItem | undefined) => item && Object.entries(item).sort();

/** Puts a problem in its place, or behind the others; `base` is what its writer began with. */
export function put(item: AgendaItem, base: AgendaItem | undefined): AgendaChange {
  const isIt = ({ id }: AgendaItem) => id === item.id;
  return {
    apply: (items) =>
      items.some(isIt) ? items.map((it) => (isIt(it) ? item : it)) : [...items, item],
    check: (items) => {
      const there = items.find(isIt);
      if (!same(there, base) && !same(there, item)) throw new ItemChanged(there);
    },
  };
}

/** Takes a problem away. */
export const remove = (id: string): AgendaChange => ({
  apply: (items) => items.filter((item) => item.id !== id),
});

/** Moves a problem to that place, from 0. */
export const move = (id: string, to: number): AgendaChange => ({
  apply: (items) => {
    const moved = items.find((item) => item.id === id);
    if (!moved) return [...items];
    const rest = items.filter((item) => item !== moved);
    return [...rest.slice(0, to), moved, ...rest.slice(to)];
  },
});
