import { t } from "@lingui/core/macro";
import { notifications } from "@mantine/notifications";
import { useSyncExternalStore } from "react";

/** Whether the room has the whole screen, and how to change that. */
export interface FullScreen {
  /** Phones give it to videos only. */
  possible: boolean;
  on: boolean;
  toggle: () => Promise<void>;
}

function subscribe(changed: () => void): () => void {
  document.addEventListener("fullscreenchange", changed);
  return () => document.removeEventListener("fullscreenchange", changed);
}

async function toggle(): Promise<void> {
  try {
    if (document.fullscreenElement) await document.exitFullscreen();
    else await document.documentElement.requestFullscreen();
  } catch {
    notifications.show({
      color: "red",
      title: t`Full screen was not possible`,
      message: t`Your browser did not allow it. Nothing else has changed.`,
    });
  }
}

/** Full screen, as React state. */
export function useFullScreen(): FullScreen {
  const on = useSyncExternalStore(subscribe, () => Boolean(document.fullscreenElement));
  return { possible: document.fullscreenEnabled === true, on, toggle };
}
