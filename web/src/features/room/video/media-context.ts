import { createContext, useContext, useEffect, useState } from "react";
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

/** The devices of a page, as long as it shows; for whoever provides the context. */
export function useOwnMedia(): OwnMedia | null {
  const [media, setMedia] = useState<OwnMedia | null>(null);
  useEffect(() => {
    const ended = new AbortController();
    const on = { signal: ended.signal };
    const open = (): OwnMedia => {
      const opened = new OwnMedia({ media: navigator.mediaDevices, asking: duringPrompt });
      void opened.resume();
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
      opened.close();
      setMedia(null);
    };
  }, []);
  return media;
}
