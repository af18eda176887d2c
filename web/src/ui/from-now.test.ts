import { expect, test } from "vitest";
import { fromNow } from "@/ui/from-now";

/** A Sunday, shortly before noon, local. */
const NOW = new Date(2026, 10, 22, 11, 45).getTime();
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

test.each([
  [20_000, "now"],
  [12 * MINUTE, "in 12 minutes"],
  [-12 * MINUTE, "12 minutes ago"],
  [2 * HOUR - 5_000, "in 2 hours"],
  [27 * HOUR, "tomorrow"],
  [-27 * HOUR, "yesterday"],
  [72 * HOUR, "in 3 days"],
])("%i ms away is %j", (distance, text) => {
  expect(fromNow(NOW + distance, NOW)).toBe(text);
});
