import { t } from "@lingui/core/macro";
/** The browser's own time zone, an IANA name. */
export const ownTimeZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";

/** The time zones of one part of the world, to choose from. */
interface Region {
  group: string;
  items: { value: string; label: string }[];
}

/** All time zones that this browser knows, by the part of the world they begin with; one's own first. */
export function timeZonesByRegion(): Region[] {
  const own = ownTimeZone();
  const regions = new Map<string, string[]>();
  for (const zone of Intl.supportedValuesOf("timeZone")) {
    const region = zone.includes("/") ? zone.slice(0, zone.indexOf("/")) : t`Other`;
    if (zone !== own && zone !== "UTC") regions.set(region, [...(regions.get(region) ?? []), zone]);
  }
  const common = { group: t`Common`, items: [...new Set([own, "UTC"])].map(asItem) };
  const rest = [...regions].map(([group, zones]) => ({ group, items: zones.map(asItem) }));
  return [common, ...rest];
}

const asItem = (zone: string) => ({ value: zone, label: zone.replaceAll("_", " ") });

/** How far a zone's clocks are ahead of UTC at a moment, both in ms. */
function offsetAt(time: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  }).formatToParts(time);
  const part = (type: Intl.DateTimeFormatPartTypes) =>
    Number(parts.find((found) => found.type === type)?.value);
  const wall = Date.UTC(
    part("year"),
    part("month") - 1,
    part("day"),
    part("hour"),
    part("minute"),
    part("second"),
  );
  return wall - Math.floor(time / 1000) * 1000;
}

/**
 * The moment at which clocks in that zone show `wall`, as `<input type="datetime-local">` writes it; NaN
 * if it is no time. In the hour that is left out in spring it is what clocks that were not set forward show.
 */
export function momentOf(wall: string, timeZone: string): number {
  const asUtc = Date.parse(`${wall}Z`);
  if (Number.isNaN(asUtc)) return Number.NaN;
  // The offset there is not known before the moment is: the first guess is at most a change of clocks off.
  const guess = asUtc - offsetAt(asUtc, timeZone);
  const moment = asUtc - offsetAt(guess, timeZone);
  return offsetAt(moment, timeZone) === offsetAt(guess, timeZone)
    ? moment
    : Math.max(guess, moment);
}

/** What clocks in that zone show at a moment, as `<input type="datetime-local">` wants it. */
export const wallTime = (moment: number, timeZone: string): string =>
  new Date(moment + offsetAt(moment, timeZone)).toISOString().slice(0, 16);
