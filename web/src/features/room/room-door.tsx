import { useEffect, useState } from "react";
import { forgetGuest } from "@/api/guest-tokens";
import { useStore } from "@/live/store";
import { RoomOver } from "./end/room-over";
import { RoomFrame } from "./frame/room-frame";
import { useLink, useLive } from "./live-context";
import { GuestForm } from "./lobby/guest-form";
import { Lobby } from "./lobby/lobby";
import { NoSuchRoom, SignedOut } from "./lobby/no-entry";
import { Opening } from "./lobby/opening";
import { useAct } from "./use-act";

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

/** Shows what is behind the address for this person: a form, the lobby, the room, or why not. */
export function RoomDoor({ roomId }: { roomId: string }) {
  const live = useLive();
  const view = useStore(live.view);
  const link = useLink();
  /** What the person asked for before the room could be reached: to join, with these words. */
  const [knock, setKnock] = useState<string | null>(null);
  const over = useOver();
  const act = useAct();
  const standing = view?.me.state;
  const refused = link.phase === "stopped" && link.reason === "unauthenticated";

  useEffect(() => {
    // A token that the server does not accept would be refused again and again.
    if (refused) forgetGuest(roomId);
  }, [refused, roomId]);

  useEffect(() => {
    if (knock === null || standing === undefined) return;
    setKnock(null);
    if (standing !== "outside") return;
    const message = knock === "" ? {} : { message: knock };
    void act({ type: "knock", ...message }, "We could not ask for you");
  }, [act, knock, standing]);

  if (refused) {
    const enter = (message: string) => {
      setKnock(message);
      live.connection.start();
    };
    return <GuestForm roomId={roomId} onEnter={enter} />;
  }
  if (link.phase === "stopped") {
    if (link.reason === "unknown_room") return <NoSuchRoom />;
    if (link.reason === "signed_out") return <SignedOut roomId={roomId} />;
  }
  if (over) return <RoomOver />;
  if (!view || knock !== null) return <Opening />;
  return view.me.state === "inside" ? <RoomFrame /> : <Lobby />;
}
