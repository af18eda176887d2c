import { t } from "@lingui/core/macro";
import { notifications } from "@mantine/notifications";
import { duringPrompt } from "../signals/own-prompts";

/** The text on the clipboard; null where the browser does not give it, which the person is told. */
export async function readClipboard(): Promise<string | null> {
  try {
    return await duringPrompt(navigator.clipboard.readText());
  } catch {
    notifications.show({
      color: "gray",
      title: t`Your browser keeps the clipboard to itself`,
      message: t`Nothing was pasted. Press Ctrl+V (on a Mac ⌘V) instead.`,
    });
    return null;
  }
}
