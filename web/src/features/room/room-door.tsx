import { type ReactNode, useEffect, useState } from "react";
import { forgetGuest, noteGuestRoomEnd } from "@/api/guest-tokens";
import { forgetVisit, visitOf } from "@/api/room-visits";
import { hasHint } from "@/api/session";
import { useStore } from "@/live/store";
import { RefusedTexts } from "./editor/refused-texts";
import { RoomOver } from "./end/room-over";
import { RoomFrame } from "./frame/lazy-room-frame";
import { useLink, useLive } from "./live-context";
import { GuestForm } from "./lobby/guest-form";
import { Lobby } from "./lobby/lobby";
import { NoSuchRoom, SignedOut } from "./lobby/no-entry";
import { Opening } from "./lobby/opening";
import { NoDevicesHere } from "./video/media-context";

/** Whether the interview is over for this person; still so while they look again. */
function useOver(): boolean {
  const link = useLink();
  const ended = link.phase === "stopped" && link.reason === "ended";
  const [over, setOver] = useState(false);
  useEffect(() => {
    if (ended) setOver(true);
    if (link.phase === "online") setOver(false);
  }, [ended, link.phase]);
  return ended || (over && link.phase !== "online");
}

/** Shows what is behind the address for this person, and whatever else is shown, what came back to them. */
export function RoomDoor({ roomId }: { roomId: string }) {
  return (
    <>
      <Behind roomId={roomId} />
      <RefusedTexts />
    </>
  );
}

/** Who was here before, or has an account, mostly goes right in: the room's code need not wait for the view. */
function usePreloadRoom(roomId: string): void {
  useEffect(() => {
    if (visitOf(roomId) || hasHint()) void RoomFrame.preload();
  }, [roomId]);
}

/** A form, the lobby, the room, or why not. */
function Behind({ roomId }: { roomId: string }) {
  const live = useLive();
  const view = useStore(live.view);
  const link = useLink();
  const over = useOver();
  const status = view?.room.status;
  const refused = link.phase === "stopped" && link.reason === "unauthenticated";
  usePreloadRoom(roomId);
  /** Someone comes under a new name: the last view, if there is one, is of who they were before. */
  const [entering, setEntering] = useState(false);

  useEffect(() => {
    if (link.phase === "online") setEntering(false);
  }, [link.phase]);

  useEffect(() => {
    // A token that the server does not accept would be refused again and again.
    if (refused) forgetGuest(roomId);
  }, [refused, roomId]);

  useEffect(() => {
    if (over) noteGuestRoomEnd(roomId, Date.now());
    else if (status === "live") noteGuestRoomEnd(roomId, null);
  }, [over, status, roomId]);

  const shut = (): ReactNode => {
    if (refused && visitOf(roomId)?.as === "account") {
      const other = () => {
        forgetVisit(roomId);
        live.connection.start();
      };
      return <SignedOut roomId={roomId} onOther={other} />;
    }
    if (refused) {
      const enter = () => {
        setEntering(true);
        live.connection.start();
      };
      return <GuestForm roomId={roomId} onEnter={enter} />;
    }
    if (link.phase === "stopped") {
      if (link.reason === "unknown_room") return <NoSuchRoom />;
      if (link.reason === "signed_out") return <SignedOut roomId={roomId} />;
    }
    return over ? <RoomOver roomId={roomId} /> : null;
  };
  const instead = shut();
  if (instead) return <NoDevicesHere>{instead}</NoDevicesHere>;
  if (!view || entering) return <Opening />;
  return view.me.state === "inside" ? <RoomFrame /> : <Lobby />;
}
