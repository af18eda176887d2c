import { t } from "@lingui/core/macro";
import type { Command } from "@/live/types";

/** One's own problem while it is written. */
export interface ProblemDraft {
  title: string;
  statement: string;
  hints: { key: number; text: string }[];
  language: string;
  starter: string;
}

export const EMPTY_DRAFT: ProblemDraft = {
  title: "",
  statement: "",
  hints: [],
  language: "",
  starter: "",
};

/** The most hints a problem may have; the server says so too. */
export const MAX_HINTS = 20;
/** The longest statement and starter, in characters. */
export const MAX_TEXT = 100_000;

/** Line breaks as the editor counts them. */
const unix = (text: string): string => text.replaceAll("\r\n", "\n").replaceAll("\r", "\n");

/** What is the matter, by field. */
export interface DraftErrors {
  title?: string;
  statement?: string;
}

/** What is missing, by field; empty when the draft may be chosen. */
export function draftErrors({ title, statement }: ProblemDraft): DraftErrors {
  return {
    ...(title.trim() === "" && { title: t`Give it a name.` }),
    ...(statement.trim() === "" && { statement: t`Say what is to be done.` }),
  };
}

/** What a draft consists of; what was left empty is left out. */
export function problemOf(draft: ProblemDraft) {
  const hints = draft.hints.map(({ text }) => unix(text).trim()).filter(Boolean);
  return {
    title: draft.title.trim(),
    statement: unix(draft.statement),
    ...(hints.length > 0 && { hints }),
    ...(draft.language !== "" && { language: draft.language }),
    ...(draft.starter.trim() !== "" && { starter: unix(draft.starter) }),
  };
}

/** The draft as a command. */
export const chooseCommand = (draft: ProblemDraft): Command => ({
  type: "choose_problem",
  ...problemOf(draft),
});
