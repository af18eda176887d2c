import { t } from "@lingui/core/macro";
import type { Part } from "@/live/rtc/call";
import { MOST_IN_CALL, MOST_WITH_VIDEO } from "@/live/rtc/seats";

/** What someone is told who takes part with less than the others; null for who does with all. */
export function partWords(part: Part): string | null {
  switch (part) {
    case "elsewhere":
      return t`The call goes on in your other tab.`;
    case "full":
      return t`${{ count: MOST_IN_CALL }} people are in the call, which is as many as it takes. Editor and chat work as always.`;
    case "voice":
      return t`${{ count: MOST_WITH_VIDEO }} places for video are taken, and there are no more. You hear everyone and can speak.`;
    default:
      return null;
  }
}
