import { t } from "@lingui/core/macro";

/** What a press does to a device that is on or off. */
export function turnWords(device: "microphone" | "camera", on: boolean): string {
  if (device === "microphone") return on ? t`Turn microphone off` : t`Turn microphone on`;
  return on ? t`Turn camera off` : t`Turn camera on`;
}
