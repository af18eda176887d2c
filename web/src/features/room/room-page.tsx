import { useEffect } from "react";
import { useParams } from "react-router";
import { LiveContext } from "./live-context";
import { followHead } from "./log-head";
import { RoomDoor } from "./room-door";
import { useLiveRoom } from "./use-live-room";

/** The lobby and the room behind it, at `/r/:roomId`. */
export default function RoomPage() {
  const { roomId = "" } = useParams();
  const live = useLiveRoom(roomId);
  useEffect(() => {
    if (live) followHead(live);
  }, [live]);
  if (!live) return null;
  return (
    <LiveContext.Provider value={live}>
      <RoomDoor roomId={roomId} />
    </LiveContext.Provider>
  );
}
