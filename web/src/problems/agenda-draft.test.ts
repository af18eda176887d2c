import { expect, it } from "vitest";
import { agendaErrors, draftOf, itemOf, newDraft } from "./agenda-draft";

const WHOLE = {
  id: "0197b3d4-0000-7000-8000-000000000001",
  title: "Two Sum",
  statement: "Find *two*.",
  hints: ["A map."],
  language: "go",
  starter: "package main",
  minutes: 20,
};

it("gives back what it was made from", () => {
  expect(itemOf(draftOf(WHOLE))).toEqual(WHOLE);
  const { id, title, statement } = WHOLE;
  const least = { id, title, statement, hints: [] };
  expect(itemOf(draftOf(least))).toEqual(least);
});

it("makes ids as the server writes them", () => {
  expect(newDraft().id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  expect(newDraft().id).not.toBe(newDraft().id);
});

it("says what is missing, twice there, or no time", () => {
  const draft = draftOf(WHOLE);
  expect(agendaErrors(draft, [WHOLE])).toEqual({});
  expect(Object.keys(agendaErrors(newDraft(), []))).toEqual(["title", "statement"]);
  const other = { ...WHOLE, id: "another" };
  expect(agendaErrors(draft, [WHOLE, other]).title).toMatch(/a name of its own/);
  for (const minutes of ["0", "1441", "1.5", "x", "-3"]) {
    expect(agendaErrors({ ...draft, minutes }, []).minutes).toMatch(/1 to 1440/);
  }
});
