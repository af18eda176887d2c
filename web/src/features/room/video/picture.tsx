import { type ReactNode, useEffect, useRef, useState } from "react";
import classes from "./picture.module.css";

interface PictureProps {
  track: MediaStreamTrack;
  /** As one sees oneself. */
  mirrored?: boolean;
  /** All of it, rather than a full tile: of a screen every corner counts. */
  whole?: boolean;
  label: string;
  /** What stands there until it plays. */
  until?: ReactNode;
}

/** What a camera or a screen shows; invisible until its first frame is there. */
export function Picture({ track, mirrored = false, whole = false, label, until }: PictureProps) {
  const video = useRef<HTMLVideoElement>(null);
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const element = video.current;
    if (!element) return;
    element.srcObject = new MediaStream([track]);
    // A picture without sound may play without a click.
    element.play().catch(() => {});
    return () => {
      element.srcObject = null;
      setShown(false);
    };
  }, [track]);
  return (
    <>
      {shown ? null : until}
      <video
        ref={video}
        className={classes.picture}
        data-mirrored={mirrored}
        data-whole={whole}
        data-shown={shown}
        aria-label={label}
        autoPlay
        muted
        playsInline
        onLoadedData={() => setShown(true)}
      />
    </>
  );
}
