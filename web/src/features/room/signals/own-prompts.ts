/** How many questions of the browser this app has caused and that are not answered yet. */
let open = 0;
/** Until when the last one may still be on its way out; in ms of `performance.now`. */
let until = 0;

/** A dialog takes a moment to go, and the window one to have the focus again; in ms. */
const AFTER_MS = 1_000;

/**
 * Waits for something that makes the browser ask the person (a permission, a file): while it asks, the
 * page may lose the focus, which is nothing that they did.
 */
export async function duringPrompt<T>(answer: Promise<T>): Promise<T> {
  open += 1;
  try {
    return await answer;
  } finally {
    open -= 1;
    until = performance.now() + AFTER_MS;
  }
}

/** Whether the browser asks something for this app now, or did so a moment ago. */
export const promptIsOpen = (): boolean => open > 0 || performance.now() < until;
