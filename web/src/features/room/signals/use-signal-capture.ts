import { useEffect } from "react";
import { useLive, useView } from "../live-context";
import { CopiedHere } from "./copied-here";
import { SignalSender } from "./signal-sender";
import { watchBrowser } from "./watch-browser";

/** The editors mark themselves with the pad they show. */
function padOf(target: EventTarget | null): string | undefined {
  const editor = target instanceof Element ? target.closest<HTMLElement>("[data-pad]") : null;
  return editor?.dataset.pad;
}

/** Tells what the room wants to know of this browser; of candidates only, and only while it is open. */
export function useSignalCapture(): void {
  const live = useLive();
  const { me, room } = useView();
  const watched = me.role === "candidate" && room.status !== "ended";
  useEffect(() => {
    if (!watched) return;
    const sender = new SignalSender(live, me.id);
    return watchBrowser({
      tell: (kind, more) => void sender.send(kind, more),
      copied: new CopiedHere(),
      padOf,
    });
  }, [live, me.id, watched]);
}
