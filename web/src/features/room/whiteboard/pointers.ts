import type { Collaborator, SocketId } from "@excalidraw/excalidraw/types";
import type { Replica } from "@/live/pad/replica";

/** Where someone points on a whiteboard, as awareness carries it; in the drawing's own units. */
export interface PointerState {
  x: number;
  y: number;
  tool: "pointer" | "laser";
  button: "up" | "down";
}

/** Says where one points; null: not at this whiteboard. */
export function tellPointer({ awareness }: Replica, at: PointerState | null): void {
  awareness.setLocalStateField("cursor", at);
}

/** Everyone else's pointers. What makes no sense is left out: anyone may send anything. */
export function pointersOf({ awareness }: Replica): Map<SocketId, Collaborator> {
  const pointers = new Map<SocketId, Collaborator>();
  for (const [client, state] of awareness.getStates()) {
    const { user, cursor } = state as { user?: { id: string; name: string }; cursor?: unknown };
    const pointer = asPointer(cursor);
    if (client === awareness.clientID || !user || !pointer) continue;
    const { x, y, tool, button } = pointer;
    const id = String(client) as SocketId;
    pointers.set(id, { id: user.id, username: user.name, pointer: { x, y, tool }, button });
  }
  return pointers;
}

function asPointer(cursor: unknown): PointerState | null {
  if (typeof cursor !== "object" || cursor === null) return null;
  const { x, y, tool, button } = cursor as Partial<PointerState>;
  if (!Number.isFinite(x) || !Number.isFinite(y)) return null;
  return {
    x: Number(x),
    y: Number(y),
    tool: tool === "laser" ? "laser" : "pointer",
    button: button === "down" ? "down" : "up",
  };
}
