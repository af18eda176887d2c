import { applyAwarenessUpdate, encodeAwarenessUpdate } from "y-protocols/awareness";
import { REMOTE, type Replica } from "@/live/pad/replica";

/** Cursor moves within this span leave as one, in ms. */
const THROTTLE_MS = 60;
/** How far one's own clock jumps on a new connection: past the removal the server announced meanwhile. */
const CLOCK_JUMP = 4;

interface Changes {
  added: number[];
  updated: number[];
  removed: number[];
}

/** Carries one replica's awareness: one's own cursor out, everyone else's in. */
export class PadAwareness {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private open = false;

  constructor(
    private readonly replica: Replica,
    private readonly send: (update: Uint8Array) => void,
  ) {
    replica.awareness.on("update", this.changed);
  }

  /** A connection is there: say where one's cursor is. */
  resume(): void {
    this.open = true;
    const { awareness } = this.replica;
    // The page was left, and is back from the browser's memory.
    if (awareness.getLocalState() === null) awareness.setLocalState({});
    const meta = awareness.meta.get(awareness.clientID);
    if (meta) meta.clock += CLOCK_JUMP;
    this.sendSoon();
  }

  /** The connection is gone; nobody's cursor is known any more. */
  pause(): void {
    this.open = false;
    clearTimeout(this.timer);
    this.timer = undefined;
    const { awareness } = this.replica;
    const removed = [...awareness.getStates().keys()].filter((id) => id !== awareness.clientID);
    for (const id of removed) {
      awareness.states.delete(id);
      // With its clock gone too, the same state counts as news when it comes again.
      awareness.meta.delete(id);
    }
    if (removed.length > 0) awareness.emit("change", [{ added: [], updated: [], removed }, REMOTE]);
  }

  /** Somebody's cursor. */
  receive(update: Uint8Array): void {
    applyAwarenessUpdate(this.replica.awareness, update, REMOTE);
  }

  /** Tells the others that this cursor is gone, as far as there is time. */
  leave(): void {
    this.replica.awareness.setLocalState(null);
    this.sendNow();
  }

  /** Ends it without a word. */
  destroy(): void {
    clearTimeout(this.timer);
    this.replica.awareness.off("update", this.changed);
  }

  private changed = ({ added, updated, removed }: Changes, origin: unknown): void => {
    const own = this.replica.awareness.clientID;
    if (origin !== REMOTE && [...added, ...updated, ...removed].includes(own)) this.sendSoon();
  };

  private sendSoon(): void {
    if (!this.open || this.timer !== undefined) return;
    this.timer = setTimeout(() => this.sendNow(), THROTTLE_MS);
  }

  private sendNow(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const { awareness } = this.replica;
    if (this.open) this.send(encodeAwarenessUpdate(awareness, [awareness.clientID]));
  }
}
