import { t } from "@lingui/core/macro";
import { codeText, fieldText } from "@/api/problem-texts";
import type { FieldError, ProblemBody, ProblemCode } from "@/api/types";

/** The code of a request that never got an answer: offline, or the server is down. */
export const UNREACHABLE = "unreachable";

/**
 * Why a request failed: the server's problem document (RFC 9457), or `unreachable` when there was
 * no answer at all. The message may be shown to people as it is.
 */
export class Problem extends Error {
  override readonly name = "Problem";

  constructor(
    /** HTTP status; 0 when no answer came. */
    readonly status: number,
    /** Stable, for programs; the last two are the client's own. */
    readonly code: ProblemCode | "unreachable" | "unexpected",
    message: string,
    readonly errors: FieldError[] = [],
    /** Seconds to wait before trying again, when the server said so. */
    readonly retryAfter?: number,
  ) {
    super(message);
  }
}

/** Turns whatever was thrown into a `Problem`. */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  return new Problem(0, "unexpected", error instanceof Error ? error.message : String(error));
}

/** What a server, or whatever stands in its place, answered in place of what was asked for. */
export interface Refusal {
  status: number;
  body: unknown;
  /** The header of that name. */
  retryAfter: string | null;
}

/** The problem of a request that no answer came to. */
export const unreachable = () =>
  new Problem(0, UNREACHABLE, t`The server can't be reached. Check your connection.`);

/** The problem that a refusal tells of. */
export function refused({ status, body, retryAfter }: Refusal): Problem {
  const said: Partial<ProblemBody> = typeof body === "object" && body !== null ? body : {};
  const errors = said.errors ?? [];
  const message = errors.length > 0 ? errors.map(fieldText).join(" ") : bodyText(said, status);
  const seconds = Number(retryAfter ?? Number.NaN);
  return new Problem(
    status,
    said.code ?? "unexpected",
    message,
    errors,
    Number.isFinite(seconds) ? seconds : undefined,
  );
}

function bodyText(body: Partial<ProblemBody>, status: number): string {
  const text = body.detail ?? codeText(body.code) ?? body.title ?? fallbackText(status);
  // The id finds the fault in the server's log, so whoever asks for help needs to see it.
  return body.errorId ? errorText(text, body.errorId) : text;
}

function fallbackText(status: number): string {
  return status >= 500
    ? t`Something went wrong on the server. Nothing you saved is lost.`
    : t`The server did not accept this request.`;
}

const errorText = (text: string, errorId: string) => t`${text} (error ${errorId})`;
