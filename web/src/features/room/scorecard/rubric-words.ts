import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { Rubric } from "@/api/types";
import { i18n } from "@/texts/language";

/**
 * What the server's rubric says, by its own words: a text that it has changed meanwhile stays as it comes, rather than
 * being shown as something else.
 */
const KNOWN = new Map<string | undefined, MessageDescriptor>(
  [
    msg`Problem solving`,
    msg`How did they get from the problem to an approach?`,
    msg`Did not begin, or worked on something other than the problem.`,
    msg`Tried things without an idea of why they would work; needed each next step given.`,
    msg`Reached part of an approach, or a whole one only after several hints.`,
    msg`Found an approach that works by themselves, perhaps the plain one, and followed it through.`,
    msg`Weighed at least two approaches, said what each costs, and chose for a reason.`,
    msg`Took the problem apart at once, saw what makes it hard, and reached the best known approach, or one as good.`,
    msg`Code`,
    msg`Is what they wrote correct, and could another person work on it?`,
    msg`Wrote no code that runs.`,
    msg`Wrote pieces that do not come together; the syntax of the language was in the way.`,
    msg`Wrote code that works in the easy case only, or that is hard to follow without them.`,
    msg`Wrote code that works in the usual cases, with names and steps that one can follow.`,
    msg`Wrote correct code, edge cases included, in parts that each do one thing.`,
    msg`Wrote correct code that reads as if it had been edited twice: nothing is missing, nothing too much, and a change would be easy.`,
    msg`Testing and checking`,
    msg`How did they find out whether it works?`,
    msg`Called it done without looking at what it does.`,
    msg`Checked only when asked, and only the example of the statement.`,
    msg`Ran the examples; did not find a mistake that was there, or changed code by chance until it passed.`,
    msg`Tried a case of their own, found most mistakes, and mended them at the cause.`,
    msg`Named edge cases unasked, checked them, and explained a failure before mending it.`,
    msg`Said beforehand what would show that it works, covered it with cases chosen for a reason, and knew what was left unchecked.`,
    msg`Communication`,
    msg`Could you follow their thinking, and did they take up what you said?`,
    msg`You could not tell what they were doing, also when you asked.`,
    msg`Answered questions in a few words that did not help; went on without taking up what was said.`,
    msg`Explained parts when asked; you had to guess how they fit together.`,
    msg`Said what they were about to do and why, and answered questions to the point.`,
    msg`Asked before assuming, kept you with them all the time, and used hints well.`,
    msg`Made it a conversation between colleagues: put hard things simply, named doubts, and changed course on a good argument.`,
    msg`Technical depth`,
    msg`How well do they know what their solution stands on?`,
    msg`Could not say what their tools or structures do.`,
    msg`Used names of structures or libraries without knowing how they behave.`,
    msg`Knew the common tools, and was unsure what they cost in time or memory.`,
    msg`Chose fitting structures and gave time and memory of the solution rightly.`,
    msg`Explained why those costs hold, and what would change with larger or different input.`,
    msg`Reasoned soundly below and beyond the task: how it works underneath, where it fails, what they would do in production.`,
  ].map((text) => [text.message, text]),
);

const spoken = (text: string): string => {
  const known = KNOWN.get(text);
  return known ? i18n._(known) : text;
};

/** The rubric in the language that is spoken, as far as its texts are known. */
export function spokenRubric({ version, competencies }: Rubric): Rubric {
  return {
    version,
    competencies: competencies.map(({ id, name, question, levels }) => ({
      id,
      name: spoken(name),
      question: spoken(question),
      levels: levels.map(spoken),
    })),
  };
}
