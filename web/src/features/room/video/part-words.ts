import type { Part } from "@/live/rtc/call";
import { MOST_IN_CALL, MOST_WITH_VIDEO } from "@/live/rtc/seats";

/** What someone is told who takes part with less than the others; null for who does with all. */
export const PART_WORDS: Record<Part, string | null> = {
  none: null,
  elsewhere: "The call goes on in your other tab.",
  full: `${MOST_IN_CALL} people are in the call, which is as many as it takes. Editor and chat work as always.`,
  voice: `${MOST_WITH_VIDEO} people have video already, which is as many as it takes. You hear everyone and can speak.`,
  video: null,
};
