import { t } from "@lingui/core/macro";
import type { AgendaItem } from "@/api/types";
import { newId } from "@/live/ids";
import {
  type DraftErrors,
  draftErrors,
  EMPTY_DRAFT,
  type ProblemDraft,
  problemOf,
} from "./problem-draft";

/** A problem of the agenda while it is written. */
export interface AgendaDraft {
  id: string;
  /** What it was when this person began to write; none for a new one. */
  base?: AgendaItem;
  problem: ProblemDraft;
  /** As it stands in its field. */
  minutes: string;
}

/** The most minutes that may be planned for one problem; the server says so too. */
const MAX_MINUTES = 1_440;

/** A new problem. */
export function newDraft(): AgendaDraft {
  const hex = newId();
  const id = [8, 12, 16, 20].reduceRight(
    (text, at) => `${text.slice(0, at)}-${text.slice(at)}`,
    hex,
  );
  return { id, problem: EMPTY_DRAFT, minutes: "" };
}

/** What a problem consists of, to be written on. */
export const problemDraft = (item: AgendaItem): ProblemDraft => ({
  title: item.title,
  statement: item.statement,
  hints: item.hints.map((text, key) => ({ key, text })),
  language: item.language ?? "",
  starter: item.starter ?? "",
});

/** One that is there, to be changed. */
export const draftOf = (item: AgendaItem): AgendaDraft => ({
  id: item.id,
  base: item,
  problem: problemDraft(item),
  minutes: item.minutes ? String(item.minutes) : "",
});

/** The draft as an item; what was left empty is left out. */
export function itemOf({ id, problem, minutes }: AgendaDraft): AgendaItem {
  const { hints = [], ...rest } = problemOf(problem);
  return { id, ...rest, hints, ...(minutes !== "" && { minutes: Number(minutes) }) };
}

/** What keeps a draft from being saved, by field. */
export function agendaErrors(
  draft: AgendaDraft,
  items: readonly AgendaItem[],
): DraftErrors & { minutes?: string } {
  const { problem, minutes, id } = draft;
  const number = Number(minutes);
  const fits = minutes === "" || (Number.isInteger(number) && number >= 1 && number <= MAX_MINUTES);
  // What was chosen in the room is known by its title.
  const twice = items.some((item) => item.id !== id && item.title === problem.title.trim());
  return {
    ...(twice && { title: t`Another problem is called that. Give this one a name of its own.` }),
    ...draftErrors(problem),
    ...(!fits && { minutes: t`Whole minutes, 1 to ${{ most: MAX_MINUTES }}.` }),
  };
}
