import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useStore } from "@/live/store";
import { useLive, useView } from "../live-context";
import { useCall } from "./call-context";
import classes from "./call-pane.module.css";
import { useMedia } from "./media-context";
import { partWords } from "./part-words";
import { useTroubles } from "./use-troubles";

/** What one has to know about the call, if there is something. */
export function CallNotes() {
  const live = useLive();
  const media = useMedia();
  const call = useCall();
  const { me } = useView();
  const part = useStore(call.part);
  const focus = useStore(call.focus);
  const troubles = useTroubles();
  const notes = [
    partWords(part),
    focus && (me.role === "candidate" ? focusOwn() : focusOthers()),
    ...troubles,
  ].filter(Boolean);
  const take = () => {
    live.connection.renew();
    void media.goOn();
  };
  return (
    <div className={classes.notes} aria-live="polite">
      {notes.map((note) => (
        <p key={String(note)} className={classes.note}>
          {note}
        </p>
      ))}
      {part === "elsewhere" ? (
        <Button size="compact-sm" variant="light" onClick={take}>
          <Trans>Take it here</Trans>
        </Button>
      ) : null}
    </div>
  );
}

const focusOwn = () =>
  t`Focus time: nobody sees you or your screen. Your microphone is off until you turn it on.`;
const focusOthers = () => t`Focus time: the candidate's video is off until it is over.`;
