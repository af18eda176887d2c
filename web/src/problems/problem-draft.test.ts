import { expect, it } from "vitest";
import { chooseCommand, draftErrors, EMPTY_DRAFT } from "./problem-draft";

it("leaves out what was left empty", () => {
  expect(chooseCommand({ ...EMPTY_DRAFT, title: " Two Sum ", statement: "Find *two*." })).toEqual({
    type: "choose_problem",
    title: "Two Sum",
    statement: "Find *two*.",
  });
});

it("takes everything, with line breaks as the editor counts them", () => {
  const hints = [
    { key: 0, text: " a map\r\nhelps " },
    { key: 1, text: "  " },
  ];
  const draft = { title: "T", statement: "a\r\nb", hints, language: "go", starter: "x\r\ny\rz" };
  expect(chooseCommand(draft)).toEqual({
    type: "choose_problem",
    title: "T",
    statement: "a\nb",
    hints: ["a map\nhelps"],
    language: "go",
    starter: "x\ny\nz",
  });
});

it("says what is missing", () => {
  expect(Object.keys(draftErrors(EMPTY_DRAFT))).toEqual(["title", "statement"]);
  expect(draftErrors({ ...EMPTY_DRAFT, title: "T", statement: "S" })).toEqual({});
});
