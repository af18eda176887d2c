import { t } from "@lingui/core/macro";
import { Spotlight, spotlight } from "@mantine/spotlight";
import "@mantine/spotlight/styles.css";
import { IconSearch } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { usePreferences } from "@/api/me/preferences";
import { useRoomActions } from "./use-room-actions";

/** Whether a key press asks for the palette. In Emacs keys Ctrl+K cuts the line. */
export function asksForPalette(event: KeyboardEvent, keymap: string): boolean {
  if (event.key === "F1") return true;
  if (event.key.toLowerCase() !== "k" || event.altKey || event.shiftKey) return false;
  return event.metaKey || (event.ctrlKey && keymap !== "emacs");
}

/** Every action of the room, found by typing; Ctrl+K, Cmd+K or F1, also from inside the editor. */
export function RoomPalette() {
  const { editorKeymap } = usePreferences();
  const [query, setQuery] = useState("");
  const actions = useRoomActions().filter(({ id }) => id !== "palette");
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (!asksForPalette(event, editorKeymap)) return;
      event.preventDefault();
      event.stopPropagation();
      spotlight.toggle();
    };
    // First of all, or the editor takes the key.
    window.addEventListener("keydown", pressed, { capture: true });
    return () => window.removeEventListener("keydown", pressed, { capture: true });
  }, [editorKeymap]);
  return (
    <Spotlight
      shortcut={null}
      query={query}
      onQueryChange={setQuery}
      // Also where it is opened again before it has faded out.
      onSpotlightOpen={() => setQuery("")}
      scrollable
      maxHeight={420}
      highlightQuery
      nothingFound={t`No such action`}
      searchProps={{
        leftSection: <IconSearch size={18} aria-hidden />,
        placeholder: t`What do you want to do?`,
        "aria-label": t`Search all actions`,
      }}
      actions={actions.map(({ id, label, icon: Icon, run }) => ({
        id,
        label,
        leftSection: <Icon size={18} aria-hidden />,
        onClick: run,
      }))}
    />
  );
}
