import { readStats } from "@/live/rtc/quality";

const stats = (roundTrip: number, received: number, lost: number) => [
  { type: "transport", selectedCandidatePairId: "p" },
  { type: "candidate-pair", id: "old", currentRoundTripTime: 9 },
  { type: "candidate-pair", id: "p", currentRoundTripTime: roundTrip },
  { type: "inbound-rtp", packetsReceived: received, packetsLost: lost },
];

test("what counts is the loss since the last look", () => {
  const before = { received: 1_000, lost: 100 };
  expect(readStats(stats(0.02, 2_000, 100), before)?.quality).toEqual({
    grade: "good",
    roundTrip: 20,
    lost: 0,
  });
  expect(readStats(stats(0.02, 1_950, 150), before)?.quality.grade).toBe("fair");
  expect(readStats(stats(0.02, 1_800, 300), before)?.quality.grade).toBe("poor");
});

test("a long way is no good connection, and a new session starts at zero", () => {
  expect(readStats(stats(0.3, 10, 0), { received: 0, lost: 0 })?.quality.grade).toBe("fair");
  expect(readStats(stats(0.6, 10, 0), { received: 500, lost: 50 })?.quality).toMatchObject({
    grade: "poor",
    lost: 0,
  });
});

test("without a connection there is nothing to say", () => {
  expect(readStats([{ type: "transport" }], { received: 0, lost: 0 })).toBe(null);
});
