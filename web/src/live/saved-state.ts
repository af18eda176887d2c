import type { Unsent } from "@/live/pad/update-outbox";
import type { Link } from "@/live/room-connection";

/** How safe what was typed is. */
export interface Saved {
  state: "saved" | "saving" | "offline";
  /** How many changes the server has not acknowledged. */
  changes: number;
  /** Whether those would survive a reload of this page. */
  kept: boolean;
  /** How many commands, such as a line of chat, wait for an answer; they live in this tab only. */
  commands: number;
  /** How many texts were given back that the person is not done with. */
  givenBack: number;
}

export const ALL_SAVED: Saved = {
  state: "saved",
  changes: 0,
  kept: true,
  commands: 0,
  givenBack: 0,
};

/** "Saved" only when the server has acknowledged everything in every pad. */
export function savedState(
  link: Link,
  pads: Unsent[],
  more: Pick<Saved, "commands" | "givenBack">,
): Saved {
  const changes = pads.reduce((sum, pad) => sum + pad.changes, 0);
  const kept = pads.every((pad) => pad.kept);
  if (link.phase !== "online") return { state: "offline", changes, kept, ...more };
  return { state: changes > 0 ? "saving" : "saved", changes, kept, ...more };
}

/** Whether leaving now would lose something, or keep it from the others for who knows how long. */
export function leavingLoses({ state, changes, kept, commands, givenBack }: Saved): boolean {
  if (commands > 0 || givenBack > 0) return true;
  return changes > 0 && (!kept || state === "offline");
}

/** Whether two say the same. */
export function sameSaved(a: Saved, b: Saved): boolean {
  return (Object.keys(a) as (keyof Saved)[]).every((key) => a[key] === b[key]);
}
