import type { Saved } from "@/live/saved-state";

/** How safe what was typed is, in the words of the status line. */
export function savedText({ state, changes, kept }: Saved): string {
  if (state === "saved") return "Saved";
  if (state === "saving") return "Saving…";
  if (changes === 0) return "Offline, everything is saved";
  const count = changes === 1 ? "1 change" : `${changes} changes`;
  return kept ? `Offline, ${count} kept` : `Offline, ${count} kept in this tab only`;
}
