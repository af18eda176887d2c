/** What the room looks at in an element of a drawing; all else it only carries. */
export interface BoardElement {
  id: string;
  type: string;
  /** Goes up with each change. */
  version: number;
  /** A random number, new with each change: it decides between two changes of the same version. */
  versionNonce: number;
  isDeleted: boolean;
  /** Its place among the others, from back to front: a fractional index; null before it has one. */
  index?: string | null;
}

/** What there is no place for in a pad: pictures are files, and pages of elsewhere are not shown here. */
const LEFT_OUT = new Set(["image", "embeddable", "iframe", "magicframe"]);

/** Whether a whiteboard keeps and shows such an element. */
export const isKept = ({ type }: Pick<BoardElement, "type">): boolean => !LEFT_OUT.has(type);

/** Whether a change goes before another of the same element: Excalidraw's own rule, the same everywhere. */
export function goesBefore(
  a: Pick<BoardElement, "version" | "versionNonce">,
  b: Pick<BoardElement, "version" | "versionNonce">,
): boolean {
  return a.version > b.version || (a.version === b.version && a.versionNonce < b.versionNonce);
}

/** From back to front; elements that two people put into the same place stand in the same order everywhere. */
export function inOrder<E extends BoardElement>(elements: readonly E[]): E[] {
  const rank = (a: string, b: string) => (a < b ? -1 : Number(a > b));
  // One without a place was drawn this moment, on top.
  const indexOf = ({ index }: BoardElement) => index ?? "~";
  return [...elements].sort((a, b) => rank(indexOf(a), indexOf(b)) || rank(a.id, b.id));
}

/** An element as a pad holds it, if that is what this is: anyone may write anything there. */
export function asElement(value: unknown): BoardElement | null {
  if (typeof value !== "object" || value === null) return null;
  const { id, type, version, versionNonce } = value as Partial<BoardElement>;
  const whole = typeof id === "string" && typeof type === "string";
  return whole && Number.isSafeInteger(version) && Number.isSafeInteger(versionNonce)
    ? (value as BoardElement)
    : null;
}
