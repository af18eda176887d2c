import { i18n, type MessageDescriptor } from "@lingui/core";
import { msg, plural, t } from "@lingui/core/macro";
import { type Problem, toProblem, UNREACHABLE } from "@/api/problem";
import { fieldText } from "@/api/problem-texts";

/** Where a refused form shows what: beside its fields, and above them what belongs to no field. */
export interface FormProblem<Field extends string> {
  fields: Partial<Record<Field, string>>;
  general: string | null;
}

/** Refusals that are about what stands in one field. */
const AT_FIELD: { code: Problem["code"]; fields: string[]; text: MessageDescriptor }[] = [
  {
    code: "email_taken",
    fields: ["email"],
    text: msg`This address has an account. Sign in instead.`,
  },
  {
    code: "bad_code",
    fields: ["code"],
    text: msg`This code is not right, or it was used before. Enter the one that is shown now.`,
  },
  {
    code: "bad_password",
    fields: ["password", "currentPassword"],
    text: msg`This is not your password.`,
  },
];

/**
 * Sorts a refusal to the fields of the form. A message for a field that the form does not have is
 * shown above it, so that none is lost. Without a refusal (null) there is nothing to show.
 */
export function formProblem<Field extends string>(
  error: unknown,
  fields: readonly Field[],
): FormProblem<Field> {
  if (error === null) return { fields: {}, general: null };
  const problem = toProblem(error);
  const atField = AT_FIELD.find(({ code }) => code === problem.code);
  const field = fields.find((name) => atField?.fields.includes(name));
  if (atField && field) {
    return {
      fields: { [field]: i18n._(atField.text) } as FormProblem<Field>["fields"],
      general: null,
    };
  }
  const own: Partial<Record<Field, string>> = {};
  const rest: string[] = [];
  for (const error of problem.errors) {
    const known = fields.find((name) => name === error.field);
    if (known) own[known] ??= fieldText(error);
    else rest.push(fieldText(error));
  }
  const placed = problem.errors.length > 0;
  return { fields: own, general: placed ? rest.join(" ") || null : problemText(problem) };
}

/** What a person is told who asked for something and did not get it. */
export function problemText(error: unknown): string {
  const problem = toProblem(error);
  if (problem.code === UNREACHABLE) {
    return t`The server can't be reached. Check your connection and try again; what you filled in stays here.`;
  }
  if (problem.status === 429) return `${t`Too many attempts.`} ${retryText(problem.retryAfter)}`;
  return problem.message;
}

const MINUTE_S = 60;
const HOUR_S = 60 * MINUTE_S;

function retryText(seconds: number | undefined): string {
  if (seconds === undefined) return t`Wait a moment and try again.`;
  if (seconds <= MINUTE_S) {
    return plural(seconds, { one: "Try again in # second.", other: "Try again in # seconds." });
  }
  const minutes = Math.ceil(seconds / MINUTE_S);
  if (seconds <= HOUR_S) {
    return plural(minutes, { one: "Try again in # minute.", other: "Try again in # minutes." });
  }
  const hours = Math.ceil(seconds / HOUR_S);
  return plural(hours, { one: "Try again in # hour.", other: "Try again in # hours." });
}
