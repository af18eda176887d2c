import type { Unsent } from "@/live/pad/update-outbox";
import type { Link } from "@/live/room-connection";

/** How safe what was typed is. */
export interface Saved {
  state: "saved" | "saving" | "offline";
  /** How many changes the server has not acknowledged. */
  changes: number;
  /** Whether those would survive a reload of this page. */
  kept: boolean;
}

export const ALL_SAVED: Saved = { state: "saved", changes: 0, kept: true };

/** "Saved" only when the server has acknowledged everything in every pad. */
export function savedState(link: Link, pads: Unsent[]): Saved {
  const changes = pads.reduce((sum, pad) => sum + pad.changes, 0);
  const kept = pads.every((pad) => pad.kept);
  if (link.phase !== "online") return { state: "offline", changes, kept };
  return { state: changes > 0 ? "saving" : "saved", changes, kept };
}

/** Whether leaving now would lose something, or keep it from the others for who knows how long. */
export function leavingLoses({ state, changes, kept }: Saved): boolean {
  return changes > 0 && (!kept || state === "offline");
}
