import { vi } from "vitest";
import { LiveRoom } from "@/live/live-room";
import type { MemoryRoom } from "@/live/memory/memory-room";
import { MemoryStore, MemoryTexts } from "@/live/memory/memory-store";
import type { MemoryTransport } from "@/live/memory/memory-transport";
import { CODE } from "@/live/memory/memory-view";
import type { PadProvider } from "@/live/pad/pad-provider";

/** One browser in a memory room. */
export interface Visitor {
  live: LiveRoom;
  transport: MemoryTransport;
  store: MemoryStore;
  /** What was given back, as it is kept. */
  texts: MemoryTexts;
  /** The provider of the code pad. */
  pad: () => PadProvider;
  text: () => string;
  /** Types at a place in the code pad, as the person. */
  type: (index: number, text: string) => void;
}

/** What an earlier page left in this browser. */
interface Left {
  texts?: MemoryTexts;
  /** Who was inside. */
  person?: string;
}

/** Enters a memory room; `store` is what an earlier page left. Lets time pass with `settle`. */
export function visit(room: MemoryRoom, store = new MemoryStore(), left: Left = {}): Visitor {
  const { texts = new MemoryTexts(), person = null } = left;
  const transport = room.transport();
  const live = new LiveRoom({
    room: "room",
    transport,
    token: async () => "token",
    unsentStore: ({ pad }) => (pad === CODE ? store : new MemoryStore()),
    padsWithUnsent: async () => (store.kept.size > 0 ? [CODE] : []),
    givenBackStore: () => texts,
    lastInside: () => person,
    inside: () => {},
    history: () => room.history(),
    random: () => 0.5,
  });
  live.connection.start();
  const pad = () => {
    const provider = live.pads.get().get(CODE);
    if (!provider) throw new Error("the code pad is not there yet: settle first");
    return provider;
  };
  const replica = () => pad().replica.get();
  return {
    live,
    transport,
    store,
    texts,
    pad,
    text: () => replica().text.toString(),
    type: (index, text) =>
      replica().doc.transact(() => replica().text.insert(index, text), replica().origin),
  };
}

/** Lets so much time pass that everything on its way arrives; needs fake timers. */
export async function settle(ms = 500): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms);
}

/** Two browsers in a room, with a line of text that both see. */
export async function meet(room: MemoryRoom): Promise<[Visitor, Visitor]> {
  const [asha, carl] = [visit(room), visit(room)];
  await settle();
  asha.type(0, "start\n");
  await settle();
  return [asha, carl];
}
