import { expect, it } from "vitest";
import { dropStaleUnsent, forgetUnsent, IndexedUnsentStore } from "@/live/pad/unsent-store";

const update = (...bytes: number[]) => new Uint8Array(bytes);
const store = (room: string, person: string, pad: string) =>
  new IndexedUnsentStore({ room, person, pad });
/** What is kept there, as plain numbers. */
async function kept(room: string, person: string, pad: string) {
  const found = await store(room, person, pad).load();
  return Object.fromEntries([...found].map(([key, bytes]) => [key, [...bytes]]));
}

it("keeps updates apart for each room, person and pad", async () => {
  await store("r1", "asha", "p1").put("a", update(1));
  await store("r1", "asha", "p1").put("b", update(2));
  await store("r1", "asha", "p2").put("a", update(3));
  await store("r1", "carl", "p1").put("a", update(4));
  await store("r2", "asha", "p1").put("a", update(5));
  expect(await kept("r1", "asha", "p1")).toEqual({ a: [1], b: [2] });
  await store("r1", "asha", "p1").remove(["a"]);
  expect(await kept("r1", "asha", "p1")).toEqual({ b: [2] });
  expect(await kept("r1", "asha", "p2")).toEqual({ a: [3] });
});

it("forgets all of a person in a room, and nothing else", async () => {
  await forgetUnsent({ room: "r1", person: "asha" });
  expect(await kept("r1", "asha", "p1")).toEqual({});
  expect(await kept("r1", "asha", "p2")).toEqual({});
  expect(Object.keys(await kept("r1", "carl", "p1"))).toEqual(["a"]);
  expect(Object.keys(await kept("r2", "asha", "p1"))).toEqual(["a"]);
});

it("drops what nobody came back for in a month", async () => {
  const day = 24 * 60 * 60 * 1000;
  await dropStaleUnsent(Date.now() + 29 * day);
  expect(Object.keys(await kept("r2", "asha", "p1"))).toEqual(["a"]);
  await dropStaleUnsent(Date.now() + 31 * day);
  expect(await kept("r2", "asha", "p1")).toEqual({});
});
