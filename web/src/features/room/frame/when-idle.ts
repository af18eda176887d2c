/** A browser that is never idle does it then all the same, in ms. */
const LATEST_MS = 10_000;

/** Does something once nothing else is to do. Safari has no word for that. */
export const whenIdle = (work: () => void): void => {
  if ("requestIdleCallback" in window) requestIdleCallback(work, { timeout: LATEST_MS });
  else setTimeout(work, LATEST_MS / 5);
};
