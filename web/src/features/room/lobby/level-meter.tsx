import { t } from "@lingui/core/macro";
import { useEffect, useRef } from "react";
import classes from "./device-check.module.css";

/** How often the level is read, in ms: often enough to follow a voice. */
const EVERY_MS = 60;

/** How loud what the microphone hears is, as a bar that moves with the voice. */
export function LevelMeter({ track }: { track: MediaStreamTrack }) {
  const bar = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const context = new AudioContext();
    const analyser = context.createAnalyser();
    const source = context.createMediaStreamSource(new MediaStream([track]));
    source.connect(analyser);
    // A page that was opened by a link and not touched yet may not run it.
    void context.resume().catch(() => {});
    const samples = new Float32Array(analyser.fftSize);
    const timer = setInterval(() => {
      analyser.getFloatTimeDomainData(samples);
      const level = levelOf(samples);
      bar.current?.style.setProperty("--level", String(level));
      bar.current?.setAttribute("aria-valuenow", String(Math.round(level * 100)));
    }, EVERY_MS);
    return () => {
      clearInterval(timer);
      source.disconnect();
      void context.close();
    };
  }, [track]);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a meter element can't be drawn the same everywhere.
    <div
      ref={bar}
      className={classes.level}
      role="meter"
      aria-label={t`Microphone level`}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={0}
    />
  );
}

/** From 0 to 1; a calm voice is in the middle, as ears have it. */
function levelOf(samples: Float32Array): number {
  const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
  const decibels = 10 * Math.log10(Math.max(power, 1e-7));
  return Math.min(1, Math.max(0, (decibels + 60) / 60));
}
