/** The largest text that is taken by one paste, in bytes of UTF-8 (the contract says 200 KB). */
export const MAX_PASTE_BYTES = 200_000;

/** Whether a text is too much for one paste. Counted before it becomes an edit that would be refused. */
export function isTooLarge(text: string): boolean {
  if (text.length <= MAX_PASTE_BYTES / 3) return false;
  return new TextEncoder().encode(text).length > MAX_PASTE_BYTES;
}
