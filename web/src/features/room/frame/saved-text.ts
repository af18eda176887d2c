import type { Saved } from "@/live/saved-state";

/** How safe what was typed is, in the words of the status line. */
export function savedText({ state, changes, kept, commands }: Saved): string {
  if (state === "saved") return "Saved";
  if (state === "saving") return "Saving…";
  const waiting = commands === 1 ? "1 action waits" : `${commands} actions wait`;
  if (changes === 0) return commands > 0 ? `Offline, ${waiting}` : "Offline, everything is saved";
  const count = changes === 1 ? "1 change" : `${changes} changes`;
  const where = kept ? "kept" : "kept in this tab only";
  return `Offline, ${count} ${where}${commands > 0 ? `, ${waiting}` : ""}`;
}
