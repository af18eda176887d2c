import * as Y from "yjs";

/**
 * Whether the document holds text that the server lacks and that does not wait to be sent: the server
 * went back to an older state (a backup, a power cut), and everything built on that text would be refused.
 */
export function divergence(doc: Y.Doc, server: Uint8Array, unsent: Uint8Array[]): boolean {
  const theirs = Y.decodeStateVector(server);
  const waiting = unsent.length === 0 ? new Map() : Y.parseUpdateMeta(Y.mergeUpdates(unsent)).to;
  for (const [client, clock] of Y.decodeStateVector(Y.encodeStateVector(doc))) {
    const reached = Math.max(theirs.get(client) ?? 0, waiting.get(client) ?? 0);
    if (clock > reached) return true;
  }
  return false;
}
