import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useEffect, useState } from "react";
import { useStore } from "@/live/store";
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

/** What a candidate sees when the interview is over, and whoever opens the link later. */
export function RoomOver() {
  const live = useLive();
  const view = useStore(live.view);
  const allSaved = useAllSaved();
  usePageTitle(t`The interview is over`);

  useEffect(() => {
    const timer = setInterval(() => {
      if (!document.hidden) live.connection.start();
    }, LOOK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [live]);

  const inside = view?.me.state === "inside";
  const was = inside && view.me.role === "candidate";
  return (
    <LobbyFrame>
      <h1 className={classes.title} tabIndex={-1}>
        {inside
          ? t`That's it, ${{ name: firstName(view.me.name) }}. Thank you.`
          : t`This interview is over`}
      </h1>
      <p className={classes.lead}>
        {inside
          ? `${t`${{ host: view.room.hostName }} ended “${{ title: view.room.title }}”.`} ${saved(allSaved)}`
          : t`The room was closed by its host. If you expected to join it now, write to whoever invited you.`}
      </p>
      {was ? <Kept roomId={view.room.id} /> : null}
      <p className={classes.small}>
        <Trans>Should the host open the room again, this page takes you back by itself.</Trans>
      </p>
      <Button variant="default" onClick={() => live.connection.start()}>
        <Trans>Look again now</Trans>
      </Button>
    </LobbyFrame>
  );
}

const firstName = (name: string): string => name.split(/\s+/)[0] ?? name;

function saved(all: boolean): string {
  return all
    ? t`Everything you wrote is saved, and your interviewers can read it. There is nothing left for you to do.`
    : t`What you wrote is saved, and your interviewers can read it, except for what came back to you: it did not reach the server before the end. If it matters, copy it and write to them.`;
}
