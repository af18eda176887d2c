import type { PeerLink } from "@/live/rtc/peer-link";
import { type Counts, type Quality, readStats } from "@/live/rtc/quality";
import { Store } from "@/live/store";

/** How often it is asked how the connections are, in ms. */
const QUALITY_MS = 2_000;
/** How often it is asked who speaks, in ms. */
const SPEAKING_MS = 200;
/** A voice, as opposed to a room's noise; 1 is as loud as can be. */
const VOICE = 0.02;
/** Who paused for breath is still the one who speaks, in ms. */
const BREATH_MS = 1_200;

/** Looks at the links from time to time: how good they are, and who speaks. */
export class Pulse {
  readonly qualities = new Store<ReadonlyMap<string, Quality>>(new Map());
  /** The loudest of those who speak now; null if nobody does. */
  readonly speaker = new Store<string | null>(null);
  private readonly counts = new Map<string, Counts>();
  private timers: ReturnType<typeof setInterval>[] = [];
  private heardAt = 0;

  constructor(private readonly links: () => [string, PeerLink][]) {}

  start(): void {
    this.stop();
    this.timers = [
      setInterval(() => void this.measure(), QUALITY_MS),
      setInterval(() => this.listen(), SPEAKING_MS),
    ];
  }

  stop(): void {
    for (const timer of this.timers) clearInterval(timer);
    this.timers = [];
  }

  private async measure(): Promise<void> {
    const found = await Promise.all(this.links().map((entry) => this.measureOne(entry)));
    const next = new Map(found.filter((each) => each !== null));
    if (next.size > 0 || this.qualities.get().size > 0) this.qualities.set(next);
  }

  private async measureOne([person, link]: [string, PeerLink]): Promise<[string, Quality] | null> {
    if (link.phase !== "connected" || !link.session) return null;
    const stats = await link.session.connection.getStats().catch(() => null);
    const before = this.counts.get(person) ?? { received: 0, lost: 0 };
    const read = stats && readStats(reportsOf(stats), before);
    if (!read) return null;
    this.counts.set(person, read.counts);
    return [person, read.quality];
  }

  private listen(): void {
    const levels = this.links().map(([person, link]): [string, number] => [person, levelOf(link)]);
    const [loudest] = levels.filter(([, level]) => level > VOICE).toSorted((a, b) => b[1] - a[1]);
    const now = performance.now();
    if (loudest) this.heardAt = now;
    if (loudest || now - this.heardAt > BREATH_MS) this.speaker.set(loudest?.[0] ?? null);
  }
}

const reportsOf = (stats: RTCStatsReport): (Record<string, unknown> & { type: string })[] =>
  [...stats.values()] as (Record<string, unknown> & { type: string })[];

/** How loud a person is now; 1 is as loud as can be. */
function levelOf({ phase, session }: PeerLink): number {
  if (phase !== "connected") return 0;
  const [source] = session?.place("microphone")?.receiver.getSynchronizationSources() ?? [];
  const fresh = source && performance.timeOrigin + performance.now() - source.timestamp < 1_000;
  return (fresh && source.audioLevel) || 0;
}
