/** The wait before the first new attempt, in ms: short, since most losses are a moment's. */
const FIRST_MS = 250;
/** The longest wait, in ms: everyone is back within seconds of a server's return. */
const LONGEST_MS = 4_000;
const FACTOR = 1.8;

/** The time a draining node gives people to spread over, in ms. */
const DRAINING_SPREAD_MS = 1_500;
/** How long to leave a server alone that said `try_later`, in ms. */
const TRY_LATER_MS = 1_500;

/** Why a new attempt is needed. */
export type Cause = "lost" | "draining" | "try_later";

/**
 * How long to wait before attempt `n` (from 0), in ms. Between half and all of a growing span, so that
 * a thousand browsers that lost the same server don't return in the same instant.
 */
export function backoff(n: number, cause: Cause, random: () => number): number {
  if (cause === "draining" && n === 0) return random() * DRAINING_SPREAD_MS;
  const span = Math.min(LONGEST_MS, FIRST_MS * FACTOR ** n);
  const wait = span * (0.5 + random() / 2);
  return cause === "try_later" ? Math.max(wait, TRY_LATER_MS * (0.5 + random() / 2)) : wait;
}
