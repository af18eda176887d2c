import { expect, it } from "vitest";
import { PERSON_COLORS, personColors } from "./person-colors";

const people = (count: number) => Array.from({ length: count }, (_, n) => ({ id: `person-${n}` }));

it("gives everyone a colour of their own, as long as there are enough", () => {
  const colors = personColors(people(PERSON_COLORS));
  expect(new Set(colors.values()).size).toBe(PERSON_COLORS);
  expect(personColors(people(PERSON_COLORS + 3)).size).toBe(PERSON_COLORS + 3);
});

it("leaves everyone's colour as it is when someone comes", () => {
  const before = personColors(people(4));
  const after = personColors(people(5));
  for (const [id, color] of before) expect(after.get(id)).toBe(color);
});
