import * as Y from "yjs";
import type { Replica } from "@/live/pad/replica";

/** Where someone is in a pad, as awareness carries it: positions that move with the text. */
interface CursorState {
  anchor: unknown;
  head: unknown;
}

/** Someone else's cursor, as offsets of the text now. */
export interface RemoteCursor {
  client: number;
  person: string;
  name: string;
  anchor: number;
  head: number;
}

/** Says where one's own selection is; null: not in this pad. */
export function tellCursor(replica: Replica, at: { anchor: number; head: number } | null): void {
  const position = (offset: number) =>
    Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(replica.text, offset));
  const cursor: CursorState | null = at && { anchor: position(at.anchor), head: position(at.head) };
  replica.awareness.setLocalStateField("cursor", cursor);
}

/** Everyone else's cursors in this pad. What makes no sense is left out: anyone may send anything. */
export function remoteCursors({ doc, text, awareness }: Replica): RemoteCursor[] {
  const offset = (position: unknown): number | null => {
    const relative = Y.createRelativePositionFromJSON(position);
    const absolute = Y.createAbsolutePositionFromRelativePosition(relative, doc);
    return absolute?.type === text ? absolute.index : null;
  };
  const cursors: RemoteCursor[] = [];
  for (const [client, state] of awareness.getStates()) {
    const { user, cursor } = state as { user?: { id: string; name: string }; cursor?: CursorState };
    if (client === awareness.clientID || !user || !cursor) continue;
    try {
      const [anchor, head] = [offset(cursor.anchor), offset(cursor.head)];
      if (anchor === null || head === null) continue;
      cursors.push({ client, person: user.id, name: user.name, anchor, head });
    } catch {
      // Not a position of ours.
    }
  }
  return cursors;
}
