import { expect, it } from "vitest";
import {
  dropStaleUnsent,
  IndexedGivenBackStore,
  IndexedUnsentStore,
  padsWithUnsent,
} from "@/live/pad/unsent-store";

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

it("knows in which pads a person left something", async () => {
  expect(await padsWithUnsent({ room: "r1", person: "asha" })).toEqual(["p1", "p2"]);
  expect(await padsWithUnsent({ room: "r1", person: "nobody" })).toEqual([]);
});

it("brings updates back in the order in which they were made", async () => {
  for (const key of ["z", "a", "m"]) {
    await store("r3", "asha", "p1").put(key, update(1));
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  expect([...(await store("r3", "asha", "p1").load()).keys()]).toEqual(["z", "a", "m"]);
});

it("keeps given-back texts apart for each room and person, until they are done with", async () => {
  const text = (id: string) => ({ id, pad: "p1", code: "locked", detail: "", text: id }) as const;
  const [asha, carl] = ["asha", "carl"].map(
    (person) => new IndexedGivenBackStore({ room: "r1", person }),
  );
  await asha?.put(text("one"));
  await asha?.put(text("two"));
  await carl?.put(text("three"));
  expect(await asha?.load()).toEqual([text("one"), text("two")]);
  await asha?.remove("one");
  expect(await asha?.load()).toEqual([text("two")]);
  expect(await carl?.load()).toEqual([text("three")]);
});

it("drops what nobody came back for in a month", async () => {
  const day = 24 * 60 * 60 * 1000;
  await dropStaleUnsent(Date.now() + 29 * day);
  expect(Object.keys(await kept("r2", "asha", "p1"))).toEqual(["a"]);
  await dropStaleUnsent(Date.now() + 31 * day);
  expect(await kept("r2", "asha", "p1")).toEqual({});
  expect(await new IndexedGivenBackStore({ room: "r1", person: "carl" }).load()).toEqual([]);
});
