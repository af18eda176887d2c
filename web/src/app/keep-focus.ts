/** What Tab stops at. */
const STOPS =
  'a[href], button, input:not([type="hidden"]), select, textarea, [contenteditable="true"], [tabindex]:not([tabindex="-1"])';
/** Where a page begins, for the keyboard. */
const BEGINNINGS = ['h1[tabindex="-1"]', 'main[tabindex="-1"]'];
/** What opens over a page and closes again. */
const LAYERS = ["dialog", "menu", "listbox"];

/** Where the focus was, in the page or in one of its layers. */
interface Place {
  element: HTMLElement;
  /** The page is none. */
  layer: HTMLElement | null;
  /** What it stood in, from the inside out, up to its layer or page. */
  around: HTMLElement[];
  /** All stops of the page, those behind it first, then those before it; the nearest first. */
  neighbours: HTMLElement[];
}

const isLayer = ({ role }: HTMLElement) => role !== null && LAYERS.includes(role);

function placeOf(element: HTMLElement): Place {
  const around: HTMLElement[] = [];
  let at = element.parentElement;
  while (at && at !== document.body && at.id !== "root") {
    around.push(at);
    if (isLayer(at)) break;
    at = at.parentElement;
  }
  const stops = [...document.querySelectorAll<HTMLElement>(STOPS)];
  const is = (where: number) => (stop: HTMLElement) =>
    (element.compareDocumentPosition(stop) & where) !== 0;
  const behind = stops.filter(is(Node.DOCUMENT_POSITION_FOLLOWING));
  const before = stops.filter(is(Node.DOCUMENT_POSITION_PRECEDING)).reverse();
  const last = around.at(-1);
  const layer = last && isLayer(last) ? last : null;
  return { element, layer, around, neighbours: [...behind, ...before] };
}

const takesFocus = (element: HTMLElement): boolean => {
  element.focus({ preventScroll: true });
  return document.activeElement === element;
};

/** What came in its place, or else the nearest stop; in as little around it as has one. */
function besides({ around, neighbours }: Place): boolean {
  return around
    .filter(({ isConnected }) => isConnected)
    .some((left) => {
      const stops = [...left.querySelectorAll<HTMLElement>(STOPS)];
      const fresh = stops.filter((stop) => !neighbours.includes(stop));
      const known = neighbours.filter((stop) => left.contains(stop));
      return [...fresh, ...known].some(takesFocus);
    });
}

const givesBack = (place: Place): boolean =>
  (place.element.isConnected && takesFocus(place.element)) || besides(place);

function atTheBeginning(): boolean {
  const found = BEGINNINGS.map((which) => document.querySelector<HTMLElement>(which));
  return found.some((element) => element && takesFocus(element));
}

/**
 * Keeps the focus in the page. When what has it is taken away or switched off, as a button that was pressed or a
 * dialog that is closed, browsers let it fall to the top of the page, where the keyboard has to begin anew and a
 * screen reader says nothing. Here it goes to what came instead or stands beside, or back to where it was before the dialog, or to
 * the title of the page that came instead; and back to what is switched on again. Answers how to stop.
 */
export function keepFocus(): () => void {
  /** The last one of the page and of each layer, the newest first. */
  let places: Place[] = [];
  let looking = 0;

  const restore = () => {
    looking = 0;
    const [last] = places;
    if (!last || document.activeElement !== document.body) return;
    // It was switched off, and takes the focus again as soon as it is on.
    if (last.element.isConnected) takesFocus(last.element);
    else if (!places.some(givesBack)) atTheBeginning();
  };
  const came = ({ target }: FocusEvent) => {
    if (!(target instanceof HTMLElement)) return;
    const place = placeOf(target);
    places = [place, ...places.filter(({ layer }) => layer !== place.layer)];
  };
  const went = ({ target, relatedTarget }: FocusEvent) => {
    if (relatedTarget || !document.hasFocus()) return;
    queueMicrotask(() => {
      const element = target as HTMLElement;
      const off = !element.isConnected || element.matches(":disabled");
      // The person clicked beside everything, and wants nothing to have it.
      if (!off && document.activeElement === document.body) places = [];
    });
  };
  // After the effects of what was drawn: whoever gives the focus on knows better.
  const taken = new MutationObserver(() => {
    if (document.activeElement === document.body) looking ||= requestAnimationFrame(restore);
  });
  document.addEventListener("focusin", came);
  document.addEventListener("focusout", went);
  taken.observe(document.body, { childList: true, subtree: true, attributeFilter: ["disabled"] });
  return () => {
    document.removeEventListener("focusin", came);
    document.removeEventListener("focusout", went);
    taken.disconnect();
    cancelAnimationFrame(looking);
  };
}
