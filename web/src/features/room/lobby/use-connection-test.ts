import { useCallback, useEffect, useState } from "react";
import { loadIceServers } from "@/api/rtc/ice-servers";
import { type Reach, testConnection } from "@/live/rtc/connection-test";

/** Tests whether a call would get through, once, and again when asked; null while it is being tested. */
export function useConnectionTest(room: string): { reach: Reach | null; again: () => void } {
  const [reach, setReach] = useState<Reach | null>(null);
  const [round, setRound] = useState(0);
  const again = useCallback(() => setRound((before) => before + 1), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each round is another test.
  useEffect(() => {
    let gone = false;
    setReach(null);
    const servers = async () =>
      typeof RTCPeerConnection === "undefined" ? [] : (await loadIceServers(room)).iceServers;
    void testConnection({
      servers,
      connect: (configuration) => new RTCPeerConnection(configuration),
      knock: () => fetch("/healthz", { cache: "no-store" }),
    }).then((found) => {
      if (!gone) setReach(found);
    });
    return () => {
      gone = true;
    };
  }, [room, round]);
  return { reach, again };
}
