import type { PeerState } from "@/live/rtc/mesh";
import { NO_TRACKS } from "@/live/rtc/slots";

/** For how long a place is kept, in ms. Most who lose their connection to the room are back within one second. */
const KEPT_MS = 3_000;

interface Place {
  state: PeerState;
  /** Whether there was a connection to come back to. */
  connected: boolean;
  /** Set once the room shows them as gone; while this browser has lost the room, nobody knows. */
  ends: ReturnType<typeof setTimeout> | undefined;
}

/** Those whose connection was lost: they keep their place for a while, in which nothing is sent. */
export class Absent {
  private readonly places = new Map<string, Place>();

  /** `changed`: somebody's time is over. */
  constructor(private readonly changed: () => void) {}

  /** Someone is not connected any more, and was as `state` says. */
  add(person: string, state: PeerState): void {
    const { phase } = state;
    this.places.set(person, {
      connected: phase === "connected" || phase === "reconnecting",
      state: { ...state, phase: "reconnecting", failures: 0, received: NO_TRACKS },
      ends: undefined,
    });
  }

  /** Whether someone is away who was connected. */
  wasConnected(person: string): boolean {
    return this.places.get(person)?.connected ?? false;
  }

  /** The room says who is here and who is out for good; for the others time runs. */
  follow(here: string[], out: string[]): void {
    for (const person of [...here, ...out]) this.remove(person);
    for (const [person, place] of this.places) {
      place.ends ??= setTimeout(() => {
        this.places.delete(person);
        this.changed();
      }, KEPT_MS);
    }
  }

  clear(): void {
    for (const person of [...this.places.keys()]) this.remove(person);
  }

  states(): [string, PeerState][] {
    return [...this.places].map(([person, { state }]) => [person, state]);
  }

  private remove(person: string): void {
    clearTimeout(this.places.get(person)?.ends);
    this.places.delete(person);
  }
}
