/** How many dialogs of the browser this app has caused and that are not answered yet. */
let open = 0;
/** When the last one was answered; in ms of `performance.now`. */
let answered = Number.NEGATIVE_INFINITY;

/** A dialog takes a moment to go, and the window one to have the focus again; in ms. */
const AFTER_MS = 1_000;

/** A dialog opens; answers what to call when it has gone. */
function opened(): () => void {
  let gone = false;
  open += 1;
  return () => {
    if (gone) return;
    gone = true;
    open -= 1;
    answered = performance.now();
  };
}

/**
 * Waits for something that makes the browser ask the person (a permission, a file): while it asks, the
 * page may lose the focus, which is nothing that they did.
 */
export async function duringPrompt<T>(answer: Promise<T>): Promise<T> {
  const gone = opened();
  return answer.finally(gone);
}

/** Whether the browser asks something for this app now, or did so less than that ago, in ms. */
export const promptWasOpen = (ago: number): boolean =>
  open > 0 || performance.now() < answered + ago;

/** Whether the browser asks something for this app now, or did so a moment ago. */
export const promptIsOpen = (): boolean => promptWasOpen(AFTER_MS);

/** Notices the dialogs that announce themselves: printing, choosing a file, leaving the page. */
export function watchOwnDialogs(on: AddEventListenerOptions): void {
  const until = (begun: () => void, events: string[]) => {
    for (const event of events) window.addEventListener(event, begun, { ...on, once: true });
  };
  window.addEventListener("beforeprint", () => until(opened(), ["afterprint"]), on);
  document.addEventListener(
    "click",
    ({ target }) => {
      if (target instanceof HTMLInputElement && target.type === "file") until(opened(), ["focus"]);
    },
    { ...on, capture: true },
  );
  window.addEventListener(
    "beforeunload",
    () => {
      const gone = opened();
      // The page stands still while it asks, and its clocks too; if it goes, all of this goes.
      setTimeout(gone, 0);
    },
    on,
  );
}
