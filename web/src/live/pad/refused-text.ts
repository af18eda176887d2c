import * as Y from "yjs";

/** The part of a text item that a run of refused clocks covers. */
function covered(item: Y.Item, clocks: Map<number, [number, number]>): string {
  const range = clocks.get(item.id.client);
  if (!range || item.deleted || !(item.content instanceof Y.ContentString)) return "";
  const from = Math.max(0, range[0] - item.id.clock);
  const to = Math.min(item.length, range[1] - item.id.clock);
  return from < to ? item.content.str.slice(from, to) : "";
}

/** The clocks that updates hold, by their clients: the first, and the one behind the last. */
export function refusedClocks(updates: Uint8Array[]): Map<number, [number, number]> {
  const { from, to } = Y.parseUpdateMeta(Y.mergeUpdates(updates));
  const clocks = new Map<number, [number, number]>();
  for (const [client, clock] of from) clocks.set(client, [clock, to.get(client) ?? clock]);
  return clocks;
}

/**
 * What of a text came with these updates: the pieces in the order of the text, each piece on a line of
 * its own. For giving back what someone typed when the server would not take it.
 */
export function refusedText(text: Y.Text, updates: Uint8Array[]): string {
  if (updates.length === 0) return "";
  const clocks = refusedClocks(updates);
  const pieces: string[] = [];
  let open = false;
  for (let item = text._start; item !== null; item = item.right) {
    const piece = covered(item, clocks);
    if (piece !== "") {
      if (open) pieces.push((pieces.pop() ?? "") + piece);
      else pieces.push(piece);
    }
    if (piece !== "" || !item.deleted) open = piece !== "";
  }
  return pieces.join("\n");
}

/** The text inside updates, for when they can't be applied anywhere. */
export function textOfUpdates(updates: Uint8Array[]): string {
  const { structs } = Y.decodeUpdate(Y.mergeUpdates(updates));
  const pieces = structs.map((struct) =>
    struct instanceof Y.Item && struct.content instanceof Y.ContentString ? struct.content.str : "",
  );
  return pieces.join("");
}
