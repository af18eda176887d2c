import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { SignalKind } from "@/api/types";

/** A thing of the candidate's browser that the room's log may note, as a host chooses it. */
export interface SignalChoice {
  label: MessageDescriptor;
  kinds: SignalKind[];
}

/** Both directions of a thing are one choice: that someone left is worth little without the return. */
export const SIGNAL_CHOICES: SignalChoice[] = [
  { label: msg`Switching to another tab`, kinds: ["tab_hidden", "tab_visible"] },
  { label: msg`Leaving the window`, kinds: ["window_blurred", "window_focused"] },
  {
    label: msg`Pasting from outside (the length and where, never the text)`,
    kinds: ["pasted_from_outside"],
  },
  { label: msg`Leaving full screen`, kinds: ["fullscreen_left"] },
  { label: msg`Losing the connection`, kinds: ["connection_lost", "connection_restored"] },
  { label: msg`Copying the problem (the length, never the text)`, kinds: ["problem_copied"] },
  { label: msg`Plugging devices in or out (how many, never which)`, kinds: ["devices_changed"] },
];
