import { t } from "@lingui/core/macro";
import {
  IconMicrophone,
  IconMicrophoneOff,
  IconScreenShare,
  IconScreenShareOff,
  IconSettings,
  IconVideo,
  IconVideoOff,
} from "@tabler/icons-react";
import { turnWords } from "../video/turn-words";
import type { Calling } from "../video/use-calling";
import { type Acting, inPalette, type RoomAction } from "./room-action";

/** One's own microphone, camera and screen; nothing in a browser without calls. */
export function calling({ ui: { change } }: Acting, call: Calling | null): RoomAction[] {
  if (!call) return [];
  const { microphone, camera, shares, toggle, share } = call;
  const device = (which: "microphone" | "camera", on: boolean, icons: RoomAction["icon"][]) => {
    const [off = IconMicrophone, turned = off] = icons;
    return inPalette(which, turnWords(which, on), on ? off : turned, () => toggle(which));
  };
  return [
    ...(microphone === null
      ? []
      : [device("microphone", microphone, [IconMicrophoneOff, IconMicrophone])]),
    ...(camera === null ? [] : [device("camera", camera, [IconVideoOff, IconVideo])]),
    ...(shares === null
      ? []
      : [
          inPalette(
            "share",
            shares ? t`Stop sharing` : t`Share screen…`,
            shares ? IconScreenShareOff : IconScreenShare,
            share,
          ),
        ]),
    inPalette("devices", t`Camera and sound settings…`, IconSettings, () =>
      change({ dialog: "devices" }),
    ),
  ];
}
