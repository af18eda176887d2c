import { expect, it } from "vitest";
import { ServerClock } from "@/live/server-clock";

it("starts from a Date header and trusts what happens on the server more", () => {
  let now = 100_000;
  const clock = new ServerClock(() => now);
  expect(clock.time()).toBe(100_000);
  clock.guess(null);
  clock.guess(new Date(160_000).toUTCString());
  expect(clock.time()).toBe(160_500);
  clock.heard(159_000);
  expect(clock.time()).toBe(159_000);
  now += 1_000;
  clock.heard(159_900);
  expect(clock.time()).toBe(160_000);
  clock.heard(160_200);
  expect(clock.time()).toBe(160_200);
});
