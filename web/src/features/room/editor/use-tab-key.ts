import { t } from "@lingui/core/macro";
import { notifications } from "@mantine/notifications";
import { type RefObject, useEffect } from "react";
import { changePreferences, currentPreferences } from "@/api/me/preferences";

/** Whether Shift belongs to the key: on a Mac the plain one minimises the window. */
export const isTabKeyMac = (): boolean => /Mac|iP(hone|ad)/.test(navigator.platform);

function isTabKey(event: KeyboardEvent): boolean {
  const { ctrlKey, shiftKey, altKey, metaKey, code } = event;
  return code === "KeyM" && ctrlKey && !altKey && !metaKey && shiftKey === isTabKeyMac();
}

/** Ctrl+M says whether Tab leaves the editor, with any keymap: whoever can't leave has to get to it. */
export function useTabKey(place: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const node = place.current;
    if (!node) return;
    const pressed = (event: KeyboardEvent) => {
      if (!isTabKey(event)) return;
      event.preventDefault();
      event.stopPropagation();
      const tabLeaves = !currentPreferences().tabLeaves;
      void changePreferences({ tabLeaves });
      notifications.show({
        id: "tab-key",
        title: tabLeaves ? t`Tab leaves the editor now` : t`Tab indents now`,
        message: null,
        autoClose: 2_500,
      });
    };
    node.addEventListener("keydown", pressed, true);
    return () => node.removeEventListener("keydown", pressed, true);
  }, [place]);
}
