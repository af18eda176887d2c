import * as Y from "yjs";
import { refusedClocks } from "@/live/pad/refused-text";

interface Drawn {
  id: string;
  type: string;
  isDeleted?: boolean;
}

/** An element of a drawing as a whiteboard's map holds it; null for all else, and for what is deleted. */
function drawn(content: Y.Item["content"]): Drawn | null {
  if (!(content instanceof Y.ContentAny)) return null;
  const value: unknown = content.arr.at(-1);
  if (typeof value !== "object" || value === null) return null;
  const { id, type, isDeleted } = value as Partial<Drawn>;
  const whole = typeof id === "string" && typeof type === "string";
  return whole && isDeleted !== true ? (value as Drawn) : null;
}

/** As Excalidraw's clipboard has it, so that it can be pasted into any whiteboard; empty for no elements. */
function asClipboard(elements: readonly Drawn[]): string {
  return elements.length === 0 ? "" : JSON.stringify({ type: "excalidraw/clipboard", elements });
}

/** What of a drawing came with these updates, ready to be pasted; empty if nothing that is seen did. */
export function refusedDrawing(elements: Y.Map<unknown>, updates: Uint8Array[]): string {
  if (updates.length === 0) return "";
  const clocks = refusedClocks(updates);
  const lost = [...elements._map.values()].flatMap(({ id, content, deleted }) => {
    const [from, to] = clocks.get(id.client) ?? [0, 0];
    const element = deleted || id.clock < from || id.clock >= to ? null : drawn(content);
    return element ? [element] : [];
  });
  return asClipboard(lost);
}

/** The drawing inside updates, for when they can't be applied anywhere. */
export function drawingOfUpdates(updates: Uint8Array[]): string {
  const { structs } = Y.decodeUpdate(Y.mergeUpdates(updates));
  const last = new Map<string, Drawn>();
  for (const struct of structs) {
    const element = struct instanceof Y.Item ? drawn(struct.content) : null;
    if (element) last.set(element.id, element);
  }
  return asClipboard([...last.values()]);
}
