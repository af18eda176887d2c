/** How well it goes with one of the others, in three steps that mean something to people. */
export type Grade = "good" | "fair" | "poor";

export interface Quality {
  grade: Grade;
  /** There and back, in ms. */
  roundTrip: number;
  /** Of a hundred packets, how many did not arrive of late, in both directions the worse. */
  lost: number;
}

/** What is counted from the start of a session; only its growth says how it goes now. */
export interface Counts {
  received: number;
  lost: number;
}

/** From here on people notice, and from here on they suffer: round trip in ms, loss in per cent. */
const FAIR = { roundTrip: 250, lost: 3 };
const POOR = { roundTrip: 500, lost: 8 };

type Report = Record<string, unknown> & { type: string };

const number = (value: unknown): number => (typeof value === "number" ? value : 0);

/** Reads a report of `getStats`; null while there is no connection to speak of. */
export function readStats(
  reports: Iterable<Report>,
  before: Counts,
): { quality: Quality; counts: Counts } | null {
  const all = [...reports];
  const of = (type: string) => all.filter((report) => report.type === type);
  const transport = of("transport")[0];
  const pair = of("candidate-pair").find((report) =>
    transport?.selectedCandidatePairId
      ? report.id === transport.selectedCandidatePairId
      : report.nominated === true && report.state === "succeeded",
  );
  if (!pair) return null;
  const inbound = of("inbound-rtp");
  const counts = {
    received: inbound.reduce((sum, report) => sum + number(report.packetsReceived), 0),
    lost: inbound.reduce((sum, report) => sum + number(report.packetsLost), 0),
  };
  const sent = of("remote-inbound-rtp").map((report) => number(report.fractionLost) * 100);
  const lost = Math.max(lossSince(before, counts), ...sent);
  const roundTrip = Math.round(number(pair.currentRoundTripTime) * 1000);
  return {
    quality: { grade: gradeOf(roundTrip, lost), roundTrip, lost: Math.round(lost) },
    counts,
  };
}

function lossSince(before: Counts, now: Counts): number {
  // A new session counts from zero again.
  const lost = Math.max(0, now.lost - before.lost);
  const all = lost + Math.max(0, now.received - before.received);
  return all > 0 ? (lost / all) * 100 : 0;
}

function gradeOf(roundTrip: number, lost: number): Grade {
  const beyond = (limit: typeof FAIR) => roundTrip > limit.roundTrip || lost > limit.lost;
  if (beyond(POOR)) return "poor";
  return beyond(FAIR) ? "fair" : "good";
}
