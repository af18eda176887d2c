import { notifications } from "@mantine/notifications";
import { useEffect, useRef } from "react";
import type { PadProvider } from "@/live/pad/pad-provider";
import { useStore } from "@/live/store";

/** Says so when the whiteboard begins anew: what the server did not take is a drawing, which can't be given back as text. */
export function useLostDrawing(provider: PadProvider): void {
  const replica = useStore(provider.replica);
  const before = useRef({ provider, replica });
  useEffect(() => {
    const anew = before.current.provider === provider && before.current.replica !== replica;
    before.current = { provider, replica };
    if (!anew) return;
    notifications.show({
      color: "red",
      title: "The whiteboard was loaded anew",
      message: "What you drew last was not taken by the server. All else is there.",
    });
  }, [provider, replica]);
}
