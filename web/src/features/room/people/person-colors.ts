import type { PersonInfo } from "@/live/types";

/** How many colours there are for people; `person-colors.css` names them. */
export const PERSON_COLORS = 8;

function hash(id: string): number {
  let value = 0;
  for (const character of id) value = (value * 31 + (character.codePointAt(0) ?? 0)) % 65_521;
  return value % PERSON_COLORS;
}

/**
 * A colour for each person, the same in every browser, as different as there are colours. Those inside
 * come in the order they were let in, so a newcomer changes nobody's colour.
 */
export function personColors(people: Pick<PersonInfo, "id">[]): Map<string, number> {
  const colors = new Map<string, number>();
  const taken = new Set<number>();
  for (const { id } of people) {
    let color = hash(id);
    while (taken.has(color) && taken.size < PERSON_COLORS) color = (color + 1) % PERSON_COLORS;
    taken.add(color);
    colors.set(id, color);
  }
  return colors;
}

/** The CSS colour of a person. */
export const colorOf = (color: number): string => `var(--person-${color})`;
