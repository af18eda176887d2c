import { expect, test } from "vitest";
import { aRoom } from "@/test/people";
import { durationText, timeText, tomorrowMorning } from "./room-times";

/** A Sunday, shortly before noon, local. */
const NOW = new Date(2026, 10, 22, 11, 45).getTime();
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

test("a row says what matters at its stage", () => {
  const iso = (time: number) => new Date(time).toISOString();
  const live = aRoom({ status: "live", startedAt: iso(NOW - 5 * MINUTE) });
  expect(timeText(live, NOW)).toBe("Started 5 minutes ago");
  const due = aRoom({ scheduledAt: iso(NOW - 2 * HOUR) });
  expect(timeText(due, NOW)).toContain("was due 2 hours ago");
  expect(timeText(aRoom(), NOW)).toBe("No date set. Start it whenever you are ready.");
  const over = { status: "ended", endedAt: iso(NOW) } as const;
  expect(timeText(aRoom({ ...over, startedAt: iso(NOW - HOUR) }), NOW)).toContain("· 1 h");
  expect(timeText(aRoom(over), NOW)).toContain("never started");
});

test("durations are short and never zero", () => {
  expect(durationText(3_000)).toBe("1 min");
  expect(durationText(65 * MINUTE)).toBe("1 h 5 min");
});

test("the date picker starts tomorrow at ten, local", () => {
  expect(tomorrowMorning(NOW)).toBe(new Date(2026, 10, 23, 10).getTime());
});
