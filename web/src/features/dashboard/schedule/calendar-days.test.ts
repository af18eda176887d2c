import { expect, test } from "vitest";
import { aRoom } from "@/test/people";
import { addDays, byDay, dayOf, entriesOf, monthOf, step, weekOf } from "./calendar-days";

const day = (year: number, month: number, date: number, hour = 12) =>
  dayOf(new Date(year, month - 1, date, hour).getTime());

test("a week begins on Monday", () => {
  const keys = weekOf(day(2026, 11, 22)).map(({ key }) => key);
  expect(keys[0]).toBe("2026-11-16");
  expect(keys[6]).toBe("2026-11-22");
});

test.each([
  [2026, 2, 5, "2026-01-26", "2026-03-01"],
  [2027, 2, 4, "2027-02-01", "2027-02-28"],
  [2026, 8, 6, "2026-07-27", "2026-09-06"],
  [2026, 12, 5, "2026-11-30", "2027-01-03"],
])("month %i-%i has %i weeks", (year, month, count, first, last) => {
  const weeks = monthOf(day(year, month, 15));
  expect(weeks).toHaveLength(count);
  expect(weeks[0]?.[0]?.key).toBe(first);
  expect(weeks.at(-1)?.[6]?.key).toBe(last);
});

test("steps go by month or week, and never skip a short month", () => {
  expect(step(day(2026, 1, 31), "month", 1).key).toBe("2026-02-01");
  expect(step(day(2026, 1, 31), "month", -1).key).toBe("2025-12-01");
  expect(step(day(2026, 12, 30), "week", 1).key).toBe("2027-01-06");
  expect(addDays(day(2026, 3, 28, 23), 1).key).toBe("2026-03-29");
});

test("rooms stand on the day of their time, in its order; undated and practice rooms nowhere", () => {
  const iso = (hour: number) => new Date(2026, 10, 22, hour).toISOString();
  const rooms = [
    aRoom({ id: "late", scheduledAt: iso(16) }),
    aRoom({ id: "early", scheduledAt: iso(0) }),
    aRoom({ id: "undated" }),
    aRoom({ id: "practice", kind: "practice", startedAt: iso(9) }),
    aRoom({ id: "unplanned", status: "ended", startedAt: iso(11) }),
  ];
  const days = byDay(entriesOf(rooms));
  expect([...days.keys()]).toEqual(["2026-11-22"]);
  expect(days.get("2026-11-22")?.map(({ room }) => room.id)).toEqual([
    "early",
    "unplanned",
    "late",
  ]);
});
