import { asSignal } from "@/live/rtc/signals";

const description = { type: "offer", sdp: "v=0" };

test.each([
  { session: "s", description },
  { session: "s", candidate: { candidate: "candidate:1" } },
  { session: "s", floor: "wanted" },
  { session: "s", floor: "yours" },
  { again: null },
  { again: "s" },
])("%j is a signal", (data) => {
  expect(asSignal(data)).toEqual(data);
});

test.each([
  null,
  "offer",
  {},
  { session: "s" },
  { session: 1, description },
  { session: "s", description: { type: "rollback", sdp: "" } },
  { session: "s", candidate: {} },
  { session: "s", floor: "mine" },
])("%j is none", (data) => {
  expect(asSignal(data)).toBe(null);
});
