import { expect, test } from "vitest";
import { aRoom } from "@/test/people";
import { sectionsOf } from "./room-sections";

test("rooms are sorted to their sections, each in the order one looks for them", () => {
  const rooms = [
    aRoom({ id: "undated-old", createdAt: "2026-11-01T09:00:00Z" }),
    aRoom({ id: "friday", scheduledAt: "2026-11-27T09:00:00Z" }),
    aRoom({ id: "past-old", status: "ended", endedAt: "2026-11-02T09:00:00Z" }),
    aRoom({ id: "monday", scheduledAt: "2026-11-23T09:00:00Z" }),
    aRoom({ id: "live", status: "live", startedAt: "2026-11-22T09:00:00Z" }),
    aRoom({ id: "undated-new", createdAt: "2026-11-21T09:00:00Z" }),
    aRoom({ id: "past-new", status: "ended", endedAt: "2026-11-20T09:00:00Z" }),
  ];
  const { live, upcoming, past } = sectionsOf(rooms);
  expect(live.map((room) => room.id)).toEqual(["live"]);
  expect(upcoming.map((room) => room.id)).toEqual([
    "monday",
    "friday",
    "undated-new",
    "undated-old",
  ]);
  expect(past.map((room) => room.id)).toEqual(["past-new", "past-old"]);
});
