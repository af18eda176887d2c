import { type ReactNode, useState } from "react";
import type { OwnMedia } from "@/live/media/own-media";
import type { Call, Part } from "@/live/rtc/call";
import { Store } from "@/live/store";
import { CallContext } from "../video/call-context";
import { MediaContext } from "../video/media-context";

interface InCallProps {
  media: OwnMedia;
  part?: Part;
  /** Whether it is focus time. */
  focus?: boolean;
  children: ReactNode;
}

/** A call without connections: what is shown of it hangs on the person's own devices and their part. */
export function InCall({ media, part = "video", focus = false, children }: InCallProps) {
  const [call] = useState(() => ({
    mesh: { peers: new Store(new Map()) },
    pulse: { qualities: new Store(new Map()), speaker: new Store(null) },
    part: new Store(part),
    focus: new Store(focus),
  }));
  return (
    <MediaContext.Provider value={media}>
      <CallContext.Provider value={call as unknown as Call}>{children}</CallContext.Provider>
    </MediaContext.Provider>
  );
}
