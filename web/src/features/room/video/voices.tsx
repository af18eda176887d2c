import { Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useCallback, useEffect, useRef, useState } from "react";
import { useStore } from "@/live/store";
import { useCall } from "./call-context";
import { useMedia } from "./media-context";
import classes from "./voices.module.css";

/** Everyone's voice and the sound of what they share, wherever their pictures are, or are not. */
export function Voices() {
  const peers = useStore(useCall().mesh.peers);
  const [blocked, setBlocked] = useState(0);
  const onBlocked = useCallback(() => setBlocked((n) => n + 1), []);
  const tracks = [...peers].flatMap(([person, { sends, received }]) => [
    { key: `${person}-voice`, track: sends.microphone ? received.microphone : null },
    { key: `${person}-sound`, track: sends.sound ? received.sound : null },
  ]);
  return (
    <>
      {tracks.map(({ key, track }) =>
        track ? <Voice key={key} track={track} onBlocked={onBlocked} /> : null,
      )}
      {blocked > 0 ? <PlayButton onPlayed={() => setBlocked(0)} /> : null}
    </>
  );
}

function Voice({ track, onBlocked }: { track: MediaStreamTrack; onBlocked: () => void }) {
  const audio = useRef<HTMLAudioElement>(null);
  const { speaker } = useStore(useMedia().choice);
  useEffect(() => {
    const element = audio.current;
    if (!element) return;
    element.srcObject = new MediaStream([track]);
    element.play().catch((error: unknown) => {
      if (error instanceof Error && error.name === "NotAllowedError") onBlocked();
    });
    return () => {
      element.srcObject = null;
    };
  }, [track, onBlocked]);
  useEffect(() => {
    // A speaker that is not there any more leaves the sound where it was.
    audio.current?.setSinkId?.(speaker ?? "").catch(() => {});
  }, [speaker]);
  // biome-ignore lint/a11y/useMediaCaption: a live voice has no captions.
  return <audio ref={audio} data-voice autoPlay />;
}

/** Browsers play sound only after the person has touched the page. */
function PlayButton({ onPlayed }: { onPlayed: () => void }) {
  const play = () => {
    const voices = [...document.querySelectorAll<HTMLAudioElement>("audio[data-voice]")];
    void Promise.all(voices.map((voice) => voice.play().catch(() => {}))).then(onPlayed);
  };
  return (
    <Button className={classes.play} onClick={play}>
      <Trans>Hear the others</Trans>
    </Button>
  );
}
