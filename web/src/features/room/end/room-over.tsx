import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useEffect, useState } from "react";
import { visitOf } from "@/api/room-visits";
import { useVisitedRoom } from "@/api/rooms/show-visited-room";
import type { Room } from "@/api/types";
import { useStore } from "@/live/store";
import type { RoomView } from "@/live/types";
import { usePageTitle } from "@/ui/page-title";
import { useLive } from "../live-context";
import { LobbyFrame } from "../lobby/lobby-frame";
import { Kept } from "./kept";
import classes from "./room-over.module.css";

/** How often to look whether the room was opened again, in ms. */
const LOOK_AGAIN_MS = 20_000;

/** Whether nothing came back to the person; also when they are done with it. */
function useAllSaved(): boolean {
  const some = useStore(useLive().refused).length > 0;
  const [lost, setLost] = useState(some);
  if (some && !lost) setLost(true);
  return !lost;
}

/** The room, for whoever was in it: after a reload the server shows them no view of it any more. */
function useVisited(roomId: string, view: RoomView | null) {
  const wasIn = view ? view.me.state === "inside" : visitOf(roomId) !== null;
  const { data, isLoading } = useVisitedRoom(roomId, wasIn);
  // What is known from before counts only as long as they may know it.
  return { room: wasIn ? data : undefined, asks: isLoading };
}

/** What a candidate sees when the interview is over, and whoever opens the link later. */
export function RoomOver({ roomId }: { roomId: string }) {
  const live = useLive();
  const view = useStore(live.view);
  const { room, asks } = useVisited(roomId, view);
  usePageTitle(t`The interview is over`);

  useEffect(() => {
    const timer = setInterval(() => {
      if (!document.hidden) live.connection.start();
    }, LOOK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [live]);

  const inside = view?.me.state === "inside" ? view : null;
  return (
    <LobbyFrame>
      <h1 className={classes.title} tabIndex={-1}>
        {heading(inside, room)}
      </h1>
      <p className={classes.lead}>
        {inside ? <Ended {...inside.room} /> : asks ? null : endedBefore(room)}
      </p>
      {room?.role === "candidate" ? <Kept room={room} /> : null}
      <p className={classes.small}>
        <Trans>Should the host open the room again, this page takes you back by itself.</Trans>
      </p>
      <Button variant="default" onClick={() => live.connection.start()}>
        <Trans>Look again now</Trans>
      </Button>
    </LobbyFrame>
  );
}

function heading(inside: RoomView | null, room: Room | undefined): string {
  if (inside) return t`That's it, ${{ name: firstName(inside.me.name) }}. Thank you.`;
  return room ? t`That's it. Thank you.` : t`This interview is over`;
}

const firstName = (name: string): string => name.split(/\s+/)[0] ?? name;

/** How it ended, before the eyes of who was in it. */
function Ended({ hostName, title }: RoomView["room"]) {
  const allSaved = useAllSaved();
  return `${t`${{ host: hostName }} ended “${{ title }}”.`} ${saved(allSaved)}`;
}

/** The same for whoever comes later. What of theirs was saved at the end, this page can't know. */
function endedBefore(room: Room | undefined): string {
  return room
    ? t`“${{ title: room.title }}” has ended. Your interviewers can read what you wrote, as far as it was saved before the end.`
    : t`The room was closed by its host. If you expected to join it now, write to whoever invited you.`;
}

function saved(all: boolean): string {
  return all
    ? t`Everything you wrote is saved, and your interviewers can read it. There is nothing left for you to do.`
    : t`What you wrote is saved, and your interviewers can read it, except for what came back to you: it did not reach the server before the end. If it matters, copy it and write to them.`;
}
