import { expect, it } from "vitest";
import { destroyReplica, newReplica } from "@/live/pad/replica";
import { pointersOf, tellPointer } from "./pointers";

it("shows where others point, and nothing that makes no sense", () => {
  const replica = newReplica();
  const user = { id: "carl", name: "Carl" };
  const point = { x: 3, y: 4, tool: "laser", button: "down" };
  const { states } = replica.awareness;
  states.set(1, { user, cursor: point });
  states.set(2, { user, cursor: { x: "3", y: 4 } });
  states.set(3, { user, cursor: null });
  states.set(4, { cursor: point });
  tellPointer(replica, { x: 0, y: 0, tool: "pointer", button: "up" });
  expect([...pointersOf(replica).entries()]).toEqual([
    [
      "1",
      {
        id: "carl",
        username: "Carl",
        pointer: { x: 3, y: 4, tool: "laser" },
        button: "down",
      },
    ],
  ]);
  destroyReplica(replica);
});
