import { useEffect, useState } from "react";
import { useLive } from "./live-context";

const SECOND_MS = 1_000;

/** The server's time in ms, anew each second while `ticking`. */
export function useServerTime(ticking = true): number {
  const { clock } = useLive();
  const [now, setNow] = useState(clock.time);
  useEffect(() => {
    if (!ticking) return;
    setNow(clock.time());
    const timer = setInterval(() => setNow(clock.time()), SECOND_MS);
    return () => clearInterval(timer);
  }, [clock, ticking]);
  return now;
}
