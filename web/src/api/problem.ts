import { type AxiosError, isAxiosError } from "axios";
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

/** The server says what is the matter as "is empty"; beside its field that becomes a sentence. */
export function fieldText({ message }: FieldError): string {
  return /^[a-z]/.test(message) ? `This ${message}.` : message;
}

/** Turns whatever a request threw into a `Problem`. */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (isAxiosError(error)) return fromAxios(error);
  return new Problem(0, "unexpected", error instanceof Error ? error.message : String(error));
}

function fromAxios(error: AxiosError): Problem {
  const { response } = error;
  if (!response) {
    return new Problem(0, UNREACHABLE, "The server can't be reached. Check your connection.");
  }
  const body = asBody(response.data);
  const errors = body.errors ?? [];
  const message = errors.length > 0 ? errors.map(fieldText).join(" ") : bodyText(body, response);
  const retryAfter = Number(response.headers["retry-after"]);
  return new Problem(
    response.status,
    body.code ?? "unexpected",
    message,
    errors,
    Number.isFinite(retryAfter) ? retryAfter : undefined,
  );
}

/** What answers in the server's place, such as a proxy, may answer anything. */
function asBody(data: unknown): Partial<ProblemBody> {
  return typeof data === "object" && data !== null ? data : {};
}

function bodyText(body: Partial<ProblemBody>, { status }: { status: number }): string {
  const text = body.detail ?? body.title ?? fallbackText(status);
  // The id finds the fault in the server's log, so whoever asks for help needs to see it.
  return body.errorId ? `${text} (error ${body.errorId})` : text;
}

function fallbackText(status: number): string {
  return status >= 500
    ? "Something went wrong on the server. Nothing you saved is lost."
    : "The server did not accept this request.";
}
