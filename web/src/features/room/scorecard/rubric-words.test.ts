import { afterEach, expect, it } from "vitest";
import { chooseLanguage, startRoomTexts } from "@/texts/language";
import { spokenRubric } from "./rubric-words";

afterEach(() => chooseLanguage("en"));

const rubric = {
  version: 1,
  competencies: [
    {
      id: "code_quality",
      name: "Code",
      question: "A new question?",
      levels: ["Wrote no code that runs."],
    },
  ],
};

it("says the server's rubric in the language that is spoken, and as it comes what is new to it", async () => {
  expect(spokenRubric(rubric)).toEqual(rubric);
  await startRoomTexts();
  await chooseLanguage("de");
  expect(spokenRubric(rubric)).toEqual({
    version: 1,
    competencies: [
      {
        id: "code_quality",
        name: "Code",
        question: "A new question?",
        levels: ["Hat keinen Code geschrieben, der läuft."],
      },
    ],
  });
});
