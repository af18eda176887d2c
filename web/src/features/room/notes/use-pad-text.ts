import { useCallback, useSyncExternalStore } from "react";
import type { Replica } from "@/live/pad/replica";

/** A pad's text, anew with each change. */
export function usePadText({ text }: Replica): string {
  const subscribe = useCallback(
    (changed: () => void) => {
      text.observe(changed);
      return () => text.unobserve(changed);
    },
    [text],
  );
  return useSyncExternalStore(subscribe, () => text.toString());
}
