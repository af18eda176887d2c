import { createContext, type ReactNode, useContext, useEffect, useState } from "react";
import { OwnMedia } from "@/live/media/own-media";
import { duringPrompt } from "../signals/own-prompts";

/** This person's devices, from the lobby on into the room. */
export const MediaContext = createContext<OwnMedia | null>(null);

/** This person's microphone, camera and screen. */
export function useMedia(): OwnMedia {
  const media = useContext(MediaContext);
  if (!media) throw new Error("useMedia needs a MediaContext around it");
  return media;
}

/** The devices of a room's page, as long as it shows; for whoever provides the context. */
export function useOwnMedia(room: string): OwnMedia | null {
  const [media, setMedia] = useState<OwnMedia | null>(null);
  useEffect(() => {
    const ended = new AbortController();
    const on = { signal: ended.signal };
    const open = (): OwnMedia => {
      const opened = new OwnMedia({ room, media: navigator.mediaDevices, asking: duringPrompt });
      setMedia(opened);
      return opened;
    };
    let opened = open();
    // A page that the browser keeps for "back" must not film on, and comes back as it was.
    window.addEventListener("pagehide", () => opened.close(), on);
    const shown = ({ persisted }: PageTransitionEvent) => {
      if (persisted) opened = open();
    };
    window.addEventListener("pageshow", shown, on);
    return () => {
      ended.abort();
      opened.turnOff();
      opened.close();
      setMedia(null);
    };
  }, [room]);
  return media;
}

/** Devices come back here as they were before a reload: there are buttons to turn them off. */
export function useDevicesHere(): void {
  const media = useMedia();
  useEffect(() => void media.resume(), [media]);
}

/** Around what has no buttons for devices: whatever was on is off, and stays so. */
export function NoDevicesHere({ children }: { children: ReactNode }) {
  const media = useMedia();
  useEffect(() => media.turnOff(), [media]);
  return children;
}
