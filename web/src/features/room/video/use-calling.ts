import { useStore } from "@/live/store";
import { useHasCall } from "./call-context";
import { useMedia } from "./media-context";
import { useNoPicture, useNoVoice } from "./use-no-picture";
import { useShare } from "./use-share";

/** What can be done with one's own devices. */
export interface Calling {
  /** Null, as of the others: it is off, and has to stay so. */
  microphone: boolean | null;
  camera: boolean | null;
  shares: boolean | null;
  toggle: (device: "microphone" | "camera") => void;
  share: () => void;
}

/** What can be done with one's own devices; null in a browser without calls. */
export function useCalling(): Calling | null {
  const media = useMedia();
  const hasCall = useHasCall();
  const unheard = useNoVoice() !== null;
  const refused = useNoPicture() !== null;
  const share = useShare();
  const microphone = useStore(media.microphone.capture).on;
  const camera = useStore(media.camera.capture).on;
  const shares = useStore(media.screen.shared) !== null;
  if (!hasCall) return null;
  return {
    microphone: unheard && !microphone ? null : microphone,
    camera: refused && !camera ? null : camera,
    shares: (refused && !shares) || !media.screen.possible ? null : shares,
    toggle: (device) => void media[device].toggle(),
    share: () => void share(),
  };
}
