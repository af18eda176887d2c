import { plural, t } from "@lingui/core/macro";
import type { Saved } from "@/live/saved-state";

/** How safe what was typed is, in the words of the status line. */
export function savedText({ state, changes, kept, commands }: Saved): string {
  if (state === "saved") return t`Saved`;
  if (state === "saving") return t`Saving…`;
  const waiting = plural(commands, { one: "# action waits", other: "# actions wait" });
  if (changes === 0) return commands > 0 ? t`Offline, ${waiting}` : t`Offline, everything is saved`;
  const offline = kept
    ? plural(changes, { one: "Offline, # change kept", other: "Offline, # changes kept" })
    : plural(changes, {
        one: "Offline, # change kept in this tab only",
        other: "Offline, # changes kept in this tab only",
      });
  return commands > 0 ? `${offline}, ${waiting}` : offline;
}
