import { fieldText, type Problem, toProblem, UNREACHABLE } from "@/api/problem";

/** Where a refused form shows what: beside its fields, and above them what belongs to no field. */
export interface FormProblem<Field extends string> {
  fields: Partial<Record<Field, string>>;
  general: string | null;
}

/**
 * Sorts a refusal to the fields of the form. A message for a field that the form does not have is
 * shown above it, so that none is lost.
 */
export function formProblem<Field extends string>(
  error: unknown,
  fields: readonly Field[],
): FormProblem<Field> {
  const problem = toProblem(error);
  const email = fields.find((name) => name === "email");
  if (problem.code === "email_taken" && email) {
    const text = "This address has an account. Sign in instead.";
    return { fields: { [email]: text } as FormProblem<Field>["fields"], general: null };
  }
  const own: Partial<Record<Field, string>> = {};
  const rest: string[] = [];
  for (const error of problem.errors) {
    const known = fields.find((name) => name === error.field);
    if (known) own[known] ??= fieldText(error);
    else rest.push(fieldText(error));
  }
  const placed = problem.errors.length > 0;
  return { fields: own, general: placed ? rest.join(" ") || null : wording(problem) };
}

function wording(problem: Problem): string {
  if (problem.code === UNREACHABLE) {
    return "The server can't be reached. Check your connection and try again; what you filled in stays here.";
  }
  if (problem.status === 429) return `Too many attempts. ${retryText(problem.retryAfter)}`;
  return problem.message;
}

const MINUTE_S = 60;

function retryText(seconds: number | undefined): string {
  if (seconds === undefined) return "Wait a moment and try again.";
  if (seconds <= MINUTE_S) return `Try again in ${seconds} seconds.`;
  return `Try again in ${Math.ceil(seconds / MINUTE_S)} minutes.`;
}
