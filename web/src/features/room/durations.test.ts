import { expect, it } from "vitest";
import { clockText, spanText } from "./durations";

it("shows spans as clocks do", () => {
  expect(clockText(0)).toBe("0:00");
  expect(clockText(-5_000)).toBe("0:00");
  expect(clockText(65_000)).toBe("1:05");
  expect(clockText(3_600_000 + 4 * 60_000 + 5_000)).toBe("1:04:05");
});

it("says spans in words", () => {
  expect(spanText(300)).toBe("1 s");
  expect(spanText(8_000)).toBe("8 s");
  expect(spanText(170_000)).toBe("3 min");
  expect(spanText(7_200_000)).toBe("2 h");
});
