import { t } from "@lingui/core/macro";
import { useContext } from "react";
import type { Part } from "@/live/rtc/call";
import { Store, useStore } from "@/live/store";
import { useView } from "../live-context";
import { CallContext } from "./call-context";

const NO_PART = new Store<Part>("none");
const NO_FOCUS = new Store(false);

/** Why nobody hears this person now, whatever they turn on; null if somebody could. */
export function useNoVoice(): string | null {
  const part = useStore(useContext(CallContext)?.part ?? NO_PART);
  if (part === "elsewhere") return t`The call goes on in your other tab`;
  return part === "full" ? t`There is no place left in the call` : null;
}

/** Why this person sends no picture now, though they might want to; null if they may. */
export function useNoPicture(): string | null {
  const call = useContext(CallContext);
  const part = useStore(call?.part ?? NO_PART);
  const focus = useStore(call?.focus ?? NO_FOCUS);
  const { me } = useView();
  const noVoice = useNoVoice();
  if (noVoice) return noVoice;
  if (part === "voice") return t`There is no place for another video`;
  return focus && me.role === "candidate" ? t`Nobody watches during focus time` : null;
}
