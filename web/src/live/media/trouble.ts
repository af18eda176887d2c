/** Why there is no picture or no sound from a device. */
export type Trouble =
  /** The person, or their browser, said no. */
  | "denied"
  | "missing"
  /** Another program has it, or it failed. */
  | "busy"
  /** This browser has none to give, or the page may not ask, as on plain HTTP. */
  | "unsupported";

const TROUBLES: Record<string, Trouble> = {
  NotAllowedError: "denied",
  SecurityError: "denied",
  NotFoundError: "missing",
  OverconstrainedError: "missing",
  NotReadableError: "busy",
  AbortError: "busy",
};

/** What went wrong when a device was asked for. */
export const troubleOf = (error: unknown): Trouble =>
  TROUBLES[(error as DOMException | undefined)?.name ?? ""] ?? "unsupported";
