import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Button, Textarea } from "@mantine/core";
import { type FormEvent, useEffect, useState } from "react";
import { forgetGuest, guestOf } from "@/api/guest-tokens";
import type { Standing } from "@/live/types";
import { usePageTitle } from "@/ui/page-title";
import { RoomFrame } from "../frame/lazy-room-frame";
import { whenIdle } from "../frame/when-idle";
import { useLive, useView } from "../live-context";
import { useAct } from "../use-act";
import { useDevicesHere } from "../video/media-context";
import { ConsentNote } from "./consent-note";
import { DeviceCheck } from "./device-check";
import { InvitedNote } from "./invited-note";
import classes from "./lobby.module.css";
import { LobbyFrame } from "./lobby-frame";
import { SignalsNote } from "./signals-note";
import { Waiting } from "./waiting";

/** Before the room: whose it is, one button, what the room notes, what one agrees to. */
export function Lobby() {
  const { room, me } = useView();
  usePageTitle(room.title);
  useDevicesHere();
  useEffect(() => whenIdle(() => void RoomFrame.preload()), []);
  const waiting = me.state === "waiting";
  return (
    <LobbyFrame wide>
      <p className={classes.eyebrow}>
        {room.kind === "practice" ? t`Practice room` : t`Interview`}
        {room.status === "live" ? ` · ${t`already started`}` : ""}
      </p>
      <h1 className={classes.title} tabIndex={-1}>
        {room.title}
      </h1>
      <p className={classes.lead}>
        <Trans>
          Hosted by <strong>{room.hostName}</strong>
        </Trans>
      </p>
      <BeforeAsking state={me.state} />
      <div className={classes.columns}>
        <div className={classes.door}>
          {waiting ? <Waiting /> : <AskToJoin />}
          <InvitedNote />
        </div>
        <div className={classes.about}>
          <DeviceCheck />
          <SignalsNote signals={room.signals} />
          <ConsentNote />
        </div>
      </div>
    </LobbyFrame>
  );
}

/** What was decided before, kindly, and what one can do now. */
function BeforeAsking({ state }: { state: Standing }) {
  const { room } = useView();
  if (state === "rejected") {
    return (
      <p className={classes.lead} role="status">
        <Trans>
          <strong>You were not let in this time.</strong> It may be too early, or {room.hostName}{" "}
          did not recognise the name. You can ask again and say who you are.
        </Trans>
      </p>
    );
  }
  if (state === "removed") {
    return (
      <p className={classes.lead} role="status">
        <Trans>
          <strong>You are no longer in the room.</strong> What you wrote there is kept with the
          interview. If you think this was a mistake, ask to join again.
        </Trans>
      </p>
    );
  }
  return null;
}

function AskToJoin() {
  const act = useAct();
  const [message, setMessage] = useState("");
  const [asking, setAsking] = useState(false);
  const ask = async (event: FormEvent) => {
    event.preventDefault();
    setAsking(true);
    const text = message.trim();
    await act({ type: "knock", ...(text && { message: text }) }, t`We could not ask for you`);
    setAsking(false);
  };
  return (
    <form className={classes.form} onSubmit={ask}>
      <JoinAs />
      <Textarea
        label={t`Message to the host (optional)`}
        placeholder={t`Hi, I'm here for the 10 o'clock`}
        autosize
        minRows={1}
        maxRows={4}
        maxLength={500}
        value={message}
        onChange={(event) => setMessage(event.currentTarget.value)}
      />
      <Button type="submit" size="lg" fullWidth loading={asking}>
        <Trans>Ask to join</Trans>
      </Button>
      <p className={classes.small}>
        <Trans>Nobody sees or hears you before you are let in. Take your time.</Trans>
      </p>
    </form>
  );
}

/** As whom one comes; a guest may have mistyped, or it is someone else's browser. */
function JoinAs() {
  const { me, room } = useView();
  const live = useLive();
  const other = () => {
    forgetGuest(room.id);
    live.connection.stop("unauthenticated");
  };
  return (
    <div className={classes.eyebrow}>
      <span className={classes.initial} aria-hidden>
        {[...me.name][0]}
      </span>
      <span>
        <Trans>
          You join as <strong>{me.name}</strong>
        </Trans>
      </span>
      {guestOf(room.id) ? (
        <Button variant="subtle" size="compact-sm" ms="auto" onClick={other}>
          <Trans>Not you?</Trans>
        </Button>
      ) : null}
    </div>
  );
}
