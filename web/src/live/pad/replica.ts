import { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";

/** The name of a pad's one Y.Text. */
const CONTENT = "content";
/** The name of a whiteboard's one Y.Map: its elements by their ids. */
const ELEMENTS = "elements";

/** Who changed a replica, as Yjs' transaction origin; everything else is the person at this browser. */
export const REMOTE = Symbol("remote");

/** A pause of this length between keystrokes begins a new step of undo, in ms. */
const UNDO_STEP_MS = 500;

/** This browser's copy of a pad: one Yjs document under one client id, and what hangs on it. */
export interface Replica {
  doc: Y.Doc;
  text: Y.Text;
  awareness: Awareness;
  /** Takes back one's own edits only; knows nothing of connections, so it survives them. */
  undo: Y.UndoManager;
  /** The origin of what the person types. */
  origin: symbol;
}

/** An empty replica under a new Yjs client id. Its text comes from the server, never from here. */
export function newReplica(): Replica {
  const doc = new Y.Doc();
  const text = doc.getText(CONTENT);
  const origin = Symbol("typed");
  const undo = new Y.UndoManager(text, {
    trackedOrigins: new Set([origin]),
    captureTimeout: UNDO_STEP_MS,
  });
  const awareness = new Awareness(doc);
  return { doc, text, awareness, undo, origin };
}

/** The elements of a whiteboard. */
export const elementsOf = ({ doc }: Replica): Y.Map<unknown> => doc.getMap(ELEMENTS);

/** Ends a replica's timers and observers. */
export function destroyReplica({ doc, undo, awareness }: Replica): void {
  undo.destroy();
  awareness.destroy();
  doc.destroy();
}
