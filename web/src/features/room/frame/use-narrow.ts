import { useMediaQuery } from "@mantine/hooks";

/** Below this width the panes don't fit side by side, in CSS pixels. */
const NARROW = "(max-width: 820px)";

/** Whether there is room for one pane at a time only. */
export const useNarrow = (): boolean => useMediaQuery(NARROW, window.matchMedia(NARROW).matches);

/** Whether a finger is what this device is used with: a plain editor serves it better. */
export const useTouch = (): boolean =>
  useMediaQuery("(pointer: coarse)", window.matchMedia("(pointer: coarse)").matches);
