import { fieldText, type Problem, toProblem, UNREACHABLE } from "@/api/problem";

/** Where a refused form shows what: beside its fields, and above them what belongs to no field. */
export interface FormProblem<Field extends string> {
  fields: Partial<Record<Field, string>>;
  general: string | null;
}

/** Refusals that are about what stands in one field. */
const AT_FIELD: { code: Problem["code"]; fields: string[]; text: string }[] = [
  {
    code: "email_taken",
    fields: ["email"],
    text: "This address has an account. Sign in instead.",
  },
  {
    code: "bad_code",
    fields: ["code"],
    text: "This code is not right, or it was used before. Enter the one that is shown now.",
  },
  {
    code: "bad_password",
    fields: ["password", "currentPassword"],
    text: "This is not your password.",
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
    return { fields: { [field]: atField.text } as FormProblem<Field>["fields"], general: null };
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
    return "The server can't be reached. Check your connection and try again; what you filled in stays here.";
  }
  if (problem.status === 429) return `Too many attempts. ${retryText(problem.retryAfter)}`;
  return problem.message;
}

const MINUTE_S = 60;
const HOUR_S = 60 * MINUTE_S;

function retryText(seconds: number | undefined): string {
  if (seconds === undefined) return "Wait a moment and try again.";
  if (seconds <= MINUTE_S) return `Try again in ${counted(seconds, "second")}.`;
  if (seconds <= HOUR_S) return `Try again in ${counted(Math.ceil(seconds / MINUTE_S), "minute")}.`;
  return `Try again in ${counted(Math.ceil(seconds / HOUR_S), "hour")}.`;
}

const counted = (count: number, unit: string) => `${count} ${unit}${count === 1 ? "" : "s"}`;
