/** The ids of what Excalidraw put on the clipboard; null if it was not Excalidraw. */
function copiedIds(text: string): string[] | null {
  try {
    const copied: unknown = JSON.parse(text);
    if (typeof copied !== "object" || copied === null) return null;
    const { type, elements } = copied as { type?: unknown; elements?: unknown };
    if (type !== "excalidraw/clipboard" || !Array.isArray(elements)) return null;
    return elements.map((element) => String((element as { id?: unknown } | null)?.id));
  } catch {
    return null;
  }
}

/** Whether a text on the clipboard is shapes of this whiteboard, deleted ones too: they come from nowhere else. */
export function isOfThisBoard(text: string, has: (id: string) => boolean): boolean {
  const ids = copiedIds(text);
  return ids !== null && ids.length > 0 && ids.every(has);
}
