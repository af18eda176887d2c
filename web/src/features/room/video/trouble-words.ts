import { t } from "@lingui/core/macro";
import type { Trouble } from "@/live/media/trouble";

/** What happened to a device, what is safe, and what to do. */
export function troubleWords(device: "microphone" | "camera", trouble: Trouble): string {
  return device === "microphone"
    ? `${microphoneTrouble(trouble)} ${t`You still hear everyone, and the chat works.`}`
    : `${cameraTrouble(trouble)} ${t`The interview goes on without it.`}`;
}

function microphoneTrouble(trouble: Trouble): string {
  switch (trouble) {
    case "denied":
      return t`This browser blocks your microphone. To change that, use the icon in the address bar.`;
    case "missing":
      return t`No microphone was found. Plug one in and try again.`;
    case "busy":
      return t`Your microphone did not start. Another program may be using it.`;
    case "unsupported":
      return t`This browser gives no microphone to this page.`;
  }
}

function cameraTrouble(trouble: Trouble): string {
  switch (trouble) {
    case "denied":
      return t`This browser blocks your camera. To change that, use the icon in the address bar.`;
    case "missing":
      return t`No camera was found. Plug one in and try again.`;
    case "busy":
      return t`Your camera did not start. Another program may be using it.`;
    case "unsupported":
      return t`This browser gives no camera to this page.`;
  }
}
