import { useLingui } from "@lingui/react";
import { useEffect } from "react";
import { useParams } from "react-router";
import { LiveContext } from "./live-context";
import { followHead } from "./log-head";
import { RoomDoor } from "./room-door";
import { useLiveRoom } from "./use-live-room";
import { MediaContext, useOwnMedia } from "./video/media-context";

/** The lobby and the room behind it, at `/r/:roomId`. */
export default function RoomPage() {
  // The texts below are looked up while they are drawn: with another language all of the room is drawn anew.
  useLingui();
  const { roomId = "" } = useParams();
  const live = useLiveRoom(roomId);
  const media = useOwnMedia(roomId);
  useEffect(() => {
    if (live) followHead(live);
  }, [live]);
  if (!live || !media) return null;
  return (
    <LiveContext.Provider value={live}>
      <MediaContext.Provider value={media}>
        <RoomDoor roomId={roomId} />
      </MediaContext.Provider>
    </LiveContext.Provider>
  );
}
