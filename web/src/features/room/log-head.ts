import type { LiveRoom } from "@/live/live-room";
import type { TransportListener } from "@/live/transport";

const heads = new WeakMap<LiveRoom, number>();

const DEAF: TransportListener = {
  connected: () => {},
  disconnected: () => {},
  view: () => {},
  entry: () => {},
  edit: () => {},
  awareness: () => {},
  rtc: () => {},
  closed: () => {},
};

/** Notes where the log ends with each view of it. To be called once for a room, before the first. */
export function followHead(live: LiveRoom): void {
  live.connection.listen({ ...DEAF, view: (_, seq) => heads.set(live, seq) });
}

/** The seq at which the last view was made: what came before it was there before it. */
export const headOf = (live: LiveRoom): number => heads.get(live) ?? live.timeline.last();
