import { createContext, useContext, useEffect, useState } from "react";
import { loadIceServers } from "@/api/rtc/ice-servers";
import { Call } from "@/live/rtc/call";
import { useLive, useView } from "../live-context";
import { useMedia } from "./media-context";

/** The room's call. */
export const CallContext = createContext<Call | null>(null);

/** The room's call, as this browser takes part in it. */
export function useCall(): Call {
  const call = useContext(CallContext);
  if (!call) throw new Error("useCall needs a CallContext around it");
  return call;
}

/** Whether this browser knows calls; one without, as some companies have them, still shows the room. */
export const callsPossible = (): boolean => typeof RTCPeerConnection !== "undefined";

/** Whether there is a call by now. */
export const useHasCall = (): boolean => useContext(CallContext) !== null;

/** Takes part in the call as long as the room is shown; for whoever provides the context. */
export function useOpenCall(): Call | null {
  const live = useLive();
  const media = useMedia();
  const room = useView().room.id;
  const [call, setCall] = useState<Call | null>(null);
  useEffect(() => {
    if (!callsPossible()) return;
    const opened = new Call({
      live,
      media,
      servers: () => loadIceServers(room),
      connect: (configuration) => new RTCPeerConnection(configuration),
    });
    const networkChanged = () => opened.mesh.networkChanged();
    window.addEventListener("online", networkChanged);
    opened.start();
    setCall(opened);
    return () => {
      window.removeEventListener("online", networkChanged);
      opened.stop();
      setCall(null);
      // Put out: nothing of this person is on any more.
      if (live.view.get()?.me.state !== "inside") media.turnOff();
    };
  }, [live, media, room]);
  return call;
}
