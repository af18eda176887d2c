import { t } from "@lingui/core/macro";
import { notifications } from "@mantine/notifications";
import { type RefObject, useEffect } from "react";
import { isTooLarge, MAX_PASTE_BYTES } from "./large-pastes";

function refuse(event: Event): void {
  event.preventDefault();
  event.stopPropagation();
  const most = MAX_PASTE_BYTES / 1000;
  notifications.show({
    color: "red",
    title: t`That is too much for one paste`,
    message: t`Nothing was pasted. Up to ${most} KB go in at once; paste it in parts.`,
  });
}

/** Stops what is too large before the editor sees it. */
export function usePasteGuard(place: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const node = place.current;
    if (!node) return;
    const pasted = (event: ClipboardEvent) => {
      if (isTooLarge(event.clipboardData?.getData("text/plain") ?? "")) refuse(event);
    };
    const dropped = (event: DragEvent) => {
      if (isTooLarge(event.dataTransfer?.getData("text/plain") ?? "")) refuse(event);
    };
    node.addEventListener("paste", pasted, true);
    node.addEventListener("drop", dropped, true);
    return () => {
      node.removeEventListener("paste", pasted, true);
      node.removeEventListener("drop", dropped, true);
    };
  }, [place]);
}
