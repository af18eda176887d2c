import type { Floor, Negotiation } from "@/live/rtc/negotiator";
import { eachSlot, type Sends } from "@/live/rtc/slots";

/** What the two ends of a call tell each other through the room. */
export type CallSignal =
  /** A step in agreeing on a session. */
  | ({ session: string } & Negotiation)
  /** The side that does not begin asks for a new session in place of this one, or for a first one. */
  | { again: string | null }
  /** What the sender sends from now on. */
  | { sends: Sends };

const isRecord = (data: unknown): data is Record<string, unknown> =>
  typeof data === "object" && data !== null;

const isDescription = (data: unknown): data is RTCSessionDescriptionInit =>
  isRecord(data) &&
  (data.type === "offer" || data.type === "answer") &&
  typeof data.sdp === "string";

const isFloor = (data: unknown): data is Floor => data === "wanted" || data === "yours";

const isCandidate = (data: unknown): data is RTCIceCandidateInit =>
  isRecord(data) && typeof data.candidate === "string";

/** Reads what came from someone else's browser; null for what is no signal. */
export function asSignal(data: unknown): CallSignal | null {
  if (!isRecord(data)) return null;
  const { session, description, candidate, floor, again, sends } = data;
  if (typeof session === "string") {
    if (isDescription(description)) return { session, description };
    if (isFloor(floor)) return { session, floor };
    return isCandidate(candidate) ? { session, candidate } : null;
  }
  if (isRecord(sends)) return { sends: eachSlot((slot) => sends[slot] === true) };
  return typeof again === "string" || again === null ? { again } : null;
}
