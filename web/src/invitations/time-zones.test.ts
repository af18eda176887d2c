import { expect, test } from "vitest";
import { momentOf, ownTimeZone, timeZonesByRegion, wallTime } from "./time-zones";

test.each([
  ["2026-01-31T10:30", "UTC", "2026-01-31T10:30:00.000Z"],
  ["2026-01-31T10:30", "Europe/Berlin", "2026-01-31T09:30:00.000Z"],
  ["2026-07-31T10:30", "Europe/Berlin", "2026-07-31T08:30:00.000Z"],
  ["2026-07-31T10:30", "America/New_York", "2026-07-31T14:30:00.000Z"],
  ["2026-07-31T10:30", "Asia/Kolkata", "2026-07-31T05:00:00.000Z"],
  // The last and the first minute around a change of clocks.
  ["2026-03-29T01:59", "Europe/Berlin", "2026-03-29T00:59:00.000Z"],
  ["2026-03-29T03:00", "Europe/Berlin", "2026-03-29T01:00:00.000Z"],
  ["2026-10-25T03:00", "Europe/Berlin", "2026-10-25T02:00:00.000Z"],
])("%s in %s is %s", (wall, zone, moment) => {
  expect(new Date(momentOf(wall, zone)).toISOString()).toBe(moment);
  expect(wallTime(Date.parse(moment), zone)).toBe(wall);
});

test("the hour that is left out in spring is the one after it", () => {
  const moment = momentOf("2026-03-29T02:30", "Europe/Berlin");
  expect(wallTime(moment, "Europe/Berlin")).toBe("2026-03-29T03:30");
});

test("what is no time is none", () => {
  expect(momentOf("", "UTC")).toBeNaN();
  expect(momentOf("soon", "Europe/Berlin")).toBeNaN();
});

test("one's own zone can be chosen, and each once", () => {
  const zones = timeZonesByRegion().flatMap(({ items }) => items.map(({ value }) => value));
  expect(zones[0]).toBe(ownTimeZone());
  expect(zones).toEqual(expect.arrayContaining(["UTC", "Europe/Berlin"]));
  expect(new Set(zones).size).toBe(zones.length);
});
