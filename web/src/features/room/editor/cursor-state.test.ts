import { expect, it } from "vitest";
import { newReplica, REMOTE } from "@/live/pad/replica";
import { remoteCursors, tellCursor } from "./cursor-state";

it("carries a cursor that moves with the text, and leaves nonsense out", () => {
  const replica = newReplica();
  replica.doc.transact(() => replica.text.insert(0, "hello world"), REMOTE);
  tellCursor(replica, { anchor: 6, head: 11 });
  const own = replica.awareness.getLocalState();
  const { states } = replica.awareness;
  states.set(7, { ...own, user: { id: "carl", name: "Carl" } });
  states.set(8, { user: { id: "x", name: "X" }, cursor: { anchor: 3, head: "?" } });
  states.set(9, { cursor: own?.cursor });
  expect(remoteCursors(replica)).toEqual([
    { client: 7, person: "carl", name: "Carl", anchor: 6, head: 11 },
  ]);
  replica.doc.transact(() => replica.text.insert(0, "oh, "), REMOTE);
  expect(remoteCursors(replica)[0]).toMatchObject({ anchor: 10, head: 15 });
  tellCursor(replica, null);
  expect(replica.awareness.getLocalState()?.cursor).toBeNull();
});
