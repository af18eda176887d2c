import { type ReactNode, useState } from "react";
import { OwnMedia } from "@/live/media/own-media";
import { MediaContext } from "../video/media-context";

/** A browser without camera and microphone, as the one of these tests is. */
export function NoDevices({ children }: { children: ReactNode }) {
  const [media] = useState(
    () => new OwnMedia({ room: "room", media: undefined, asking: (answer) => answer }),
  );
  return <MediaContext.Provider value={media}>{children}</MediaContext.Provider>;
}
