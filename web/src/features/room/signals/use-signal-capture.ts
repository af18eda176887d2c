import { t } from "@lingui/core/macro";
import { notifications } from "@mantine/notifications";
import { useEffect } from "react";
import { useLive, useView } from "../live-context";
import { absencesOnArrival } from "./absences";
import { copiedHere } from "./copied-here";
import { padOf, takes } from "./paste-targets";
import { SignalSender } from "./signal-sender";
import { watchBrowser } from "./watch-browser";

/** The pane of the problem marks itself, so that one can go there. */
const problem = (): Node | null => document.querySelector('[data-pane="problem"]');

/** Once is enough: the list of signals is what counts, and both sides know that it has a gap. */
function notTaken(): void {
  notifications.show({
    id: "signal-not-taken",
    color: "gray",
    title: t`Something noted about your browser did not reach the room`,
    message: t`The list of signals has a gap. There is nothing you need to do.`,
  });
}

/** Tells what the room wants to know of this browser; of candidates only, and only while it is open. */
export function useSignalCapture(): void {
  const live = useLive();
  const { me, room } = useView();
  const watched = me.role === "candidate" && room.status !== "ended";
  useEffect(() => {
    if (!watched) return;
    const sender = new SignalSender(live, me.id, notTaken);
    const ended = new AbortController();
    const stop = watchBrowser({
      tell: (kind, more) => sender.send(kind, more),
      copied: copiedHere,
      padOf,
      takes,
      problem,
      media: navigator.mediaDevices,
      absences: absencesOnArrival(live, me.id, ended.signal),
    });
    return () => {
      ended.abort();
      stop();
    };
  }, [live, me.id, watched]);
}
