import { useEffect, useState } from "react";
import type { LiveRoom } from "@/live/live-room";
import { openLiveRoom } from "@/live/open-live-room";
import { leavingLoses } from "@/live/saved-state";

/** Tells the connection what the browser knows: the network is back, the page goes, the page returns. */
function followPage(live: LiveRoom): () => void {
  const ended = new AbortController();
  const on = { signal: ended.signal };
  const hurry = () => live.connection.hurry();
  window.addEventListener("online", hurry, on);
  // A dead socket says nothing for long; where it was a false alarm the next one is there at once.
  window.addEventListener("offline", () => live.connection.renew(), on);
  document.addEventListener("visibilitychange", () => !document.hidden && hurry(), on);
  window.addEventListener("pagehide", () => live.leave(), on);
  window.addEventListener("pageshow", (event) => event.persisted && live.connection.start(), on);
  window.addEventListener("beforeunload", (event) => warn(live, event), on);
  return () => ended.abort();
}

/** Only if something would be lost, or stay unsent: nobody is asked for nothing. */
function warn(live: LiveRoom, event: BeforeUnloadEvent): void {
  for (const pad of live.pads.get().values()) pad.outbox.flush();
  if (leavingLoses(live.saved.get())) event.preventDefault();
}

/** The room at this address, live as long as the page shows it. */
export function useLiveRoom(roomId: string): LiveRoom | null {
  const [live, setLive] = useState<LiveRoom | null>(null);
  useEffect(() => {
    const opened = openLiveRoom(roomId);
    opened.connection.start();
    const unfollow = followPage(opened);
    setLive(opened);
    return () => {
      unfollow();
      opened.destroy();
      setLive(null);
    };
  }, [roomId]);
  return live;
}
