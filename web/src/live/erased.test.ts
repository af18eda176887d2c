import { expect, test } from "vitest";
import { namedEntry, namedView } from "./erased";
import type { RoomView, TimelineEntry } from "./types";

test("who deleted their account has a name all the same", () => {
  const people = [{ name: "" }, { name: "Asha" }];
  const view = namedView({ people } as RoomView);
  expect(view.people.map(({ name }) => name)).toEqual(["Deleted account", "Asha"]);
  const entry = { actor: { id: "1", name: "" } } as TimelineEntry;
  expect(namedEntry(entry).actor.name).toBe("Deleted account");
});

test("all else is as it came", () => {
  const view = { people: [{ name: "Asha" }] } as RoomView;
  expect(namedView(view)).toBe(view);
  const entry = { actor: { id: "system", name: "" } } as TimelineEntry;
  expect(namedEntry(entry)).toBe(entry);
});
