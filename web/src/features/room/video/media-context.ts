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
    const opened = new OwnMedia({ media: navigator.mediaDevices, asking: duringPrompt });
    void opened.resume();
    const gone = () => opened.close();
    window.addEventListener("pagehide", gone);
    setMedia(opened);
    return () => {
      window.removeEventListener("pagehide", gone);
      opened.close();
      setMedia(null);
    };
  }, []);
  return media;
}
