import type * as Y from "yjs";
import { asElement, type BoardElement, goesBefore, inOrder, isKept } from "./board-element";

/** The drawing on one screen. */
export interface Scene {
  /** All elements, those that were deleted too. */
  elements: () => readonly BoardElement[];
  /** Draws these in their place. */
  show: (elements: readonly BoardElement[]) => void;
  /** Whether the person is changing this element right now: nothing may pull it from under their hand. */
  busy: (id: string) => boolean;
  /** An element out of a pad, safe to draw; null if it is none. */
  read: (element: BoardElement) => BoardElement | null;
}

/** How soon a change follows the one before, at the least and at the most, in ms. */
const PAUSE_MS = { least: 60, most: 1_000 };
/**
 * What a hand that draws may send, in bytes per ms: each point of a stroke sends the whole stroke again,
 * so a long one has to pause for longer.
 */
const PACE = 30;
/** What is pasted at once goes in parts of this size, in characters: a single change has a limit. */
const PART = 200_000;

/**
 * Keeps a drawing and a pad's map of elements equal, both ways. Of two changes of one element the later
 * version holds, as in Excalidraw itself; a deleted element stays in the map, marked, so that a
 * deletion is a change like any other.
 */
export class BoardSync {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private resting = false;

  constructor(
    private readonly map: Y.Map<unknown>,
    private readonly scene: Scene,
    private readonly origin: unknown,
    /** False for one who only reads: Excalidraw puts elements into order by itself, which is no drawing. */
    private readonly mayWrite = true,
  ) {
    map.observe(this.mapChanged);
    // Anew, not merged: what the server did not take is gone.
    scene.show(this.read([...map.keys()]));
  }

  /** The drawing may be ahead of the pad. */
  sceneChanged(): void {
    if (!this.mayWrite) return;
    if (this.timer !== undefined) this.resting = true;
    else this.flush();
  }

  /** Takes what was drawn into the pad now. */
  flush(): void {
    if (!this.mayWrite) return;
    clearTimeout(this.timer);
    this.resting = false;
    const written = this.write();
    const pause = Math.min(PAUSE_MS.most, Math.max(PAUSE_MS.least, written / PACE));
    this.timer = setTimeout(() => {
      this.timer = undefined;
      if (this.resting) this.flush();
    }, pause);
  }

  /** Ends it; what was drawn is in the pad. */
  destroy(): void {
    if (this.resting) this.write();
    clearTimeout(this.timer);
    this.map.unobserve(this.mapChanged);
  }

  /** Answers how many characters it wrote. */
  private write(): number {
    const drawn = this.scene.elements();
    const kept = drawn.filter(isKept);
    if (kept.length < drawn.length) this.scene.show(kept);
    const texts = kept.filter((element) => this.isNews(element)).map((e) => JSON.stringify(e));
    for (const part of inParts(texts)) {
      this.map.doc?.transact(() => {
        for (const text of part) {
          const element = JSON.parse(text) as BoardElement;
          this.map.set(element.id, element);
        }
      }, this.origin);
    }
    this.adopt(kept.map(({ id }) => id));
    return texts.reduce((sum, { length }) => sum + length, 0);
  }

  private isNews(element: BoardElement): boolean {
    const held = asElement(this.map.get(element.id));
    if (held) return goesBefore(element, held);
    // Not what came and went within a breath, nor what has no size yet: a click may end it.
    return !element.isDeleted && this.scene.read(structuredClone(element)) !== null;
  }

  private mapChanged = ({ keysChanged }: Y.YMapEvent<unknown>, { origin }: Y.Transaction): void => {
    if (origin === this.origin) return;
    const gone = new Set([...keysChanged].filter((id) => !this.map.has(id)));
    if (gone.size > 0) this.takeAway(gone);
    this.adopt([...keysChanged]);
    // Yjs knows nothing of versions: where it let the earlier one win, the later one is written again.
    this.sceneChanged();
  };

  /** Some other program took elements out of the map, where this one marks them. */
  private takeAway(gone: ReadonlySet<string>): void {
    const left = this.scene
      .elements()
      .map((e) => (gone.has(e.id) ? { ...e, isDeleted: true, version: e.version + 1 } : e));
    this.scene.show(left);
  }

  /** Draws what the pad knows better. */
  private adopt(ids: readonly string[]): void {
    const shown = new Map(this.scene.elements().map((element) => [element.id, element]));
    const better = ids.filter((id) => {
      const [here, held] = [shown.get(id), asElement(this.map.get(id))];
      if (!here || !this.mayWrite) return held !== null;
      return held !== null && goesBefore(held, here) && !this.scene.busy(id);
    });
    const news = this.read(better);
    if (news.length === 0) return;
    for (const element of news) shown.set(element.id, element);
    this.scene.show(inOrder([...shown.values()]));
  }

  private read(ids: readonly string[]): BoardElement[] {
    const elements = ids.flatMap((id) => {
      const held = asElement(this.map.get(id));
      if (held?.id !== id || !isKept(held)) return [];
      // A copy: Excalidraw changes its elements in place.
      const element = this.scene.read(structuredClone(held));
      return element ? [element] : [];
    });
    return inOrder(elements);
  }
}

function inParts(texts: readonly string[]): string[][] {
  const parts: string[][] = [];
  let size = PART;
  for (const text of texts) {
    size += text.length;
    if (size > PART) {
      parts.push([]);
      size = text.length;
    }
    parts.at(-1)?.push(text);
  }
  return parts;
}
