import { t } from "@lingui/core/macro";
import { notifications } from "@mantine/notifications";
import { useCallback } from "react";
import { useMedia } from "./media-context";

/** Starts to share a screen, or ends that. Whoever thinks better of it in the browser's dialog hears nothing. */
export function useShare(): () => Promise<void> {
  const { screen } = useMedia();
  return useCallback(async () => {
    if (screen.shared.get()) {
      screen.stop();
      return;
    }
    const trouble = await screen.share();
    if (trouble === null || trouble === "denied") return;
    notifications.show({
      color: "red",
      title: t`Your screen is not shared`,
      message: t`The browser or the system refused it. Nothing was sent; try another window.`,
    });
  }, [screen]);
}
