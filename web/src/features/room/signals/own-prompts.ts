/** How many dialogs of the browser this app has caused and that are not answered yet. */
let open = 0;
/** When the last one was answered; in ms of `performance.now`. */
let answered = Number.NEGATIVE_INFINITY;

/** A dialog takes a moment to go, and the window one to have the focus again; in ms. */
const AFTER_MS = 1_000;

/** Whoever leaves a dialog unanswered for longer may be anywhere; in ms. */
const COVER_MS = 60_000;

/** Tells when dialogs are no reason any more for anything. */
const uncovered = new EventTarget();
let timer: ReturnType<typeof setTimeout> | undefined;

/** A dialog opens; answers what to call when it has gone. After a while it counts as gone. */
function opened(): () => void {
  let gone = false;
  open += 1;
  clearTimeout(timer);
  const end = () => {
    clearTimeout(cover);
    if (gone) return;
    gone = true;
    open -= 1;
    answered = performance.now();
    if (open === 0) timer = setTimeout(() => uncovered.dispatchEvent(new Event("now")), AFTER_MS);
  };
  const cover = setTimeout(end, COVER_MS);
  return end;
}

/** Calls `look` when the last dialog has gone: what happened behind it was not told, and may go on. */
export const afterPrompts = (look: () => void, on: AddEventListenerOptions): void =>
  uncovered.addEventListener("now", look, on);

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
