import type { IceServers } from "@/api/rtc/ice-servers";

/** Nobody waits longer than that for a list, in ms. */
const LONGEST_MS = 2_000;
/** When a list that did not come is asked for again at the earliest, in ms. */
const AGAIN_MS = 5_000;
/** Credentials are renewed after this part of their time: what is opened with the last of it may be too late. */
const RENEW_AT = 0.7;

/** The servers that help a call through, with credentials that hold. */
export class IceList {
  private servers: RTCIceServer[] = [];
  /** From when on another list is asked for, by `Date.now`, which goes on while a computer sleeps. */
  private staleAt = 0;
  private loading: Promise<void> | null = null;

  constructor(private readonly load: () => Promise<IceServers>) {}

  /** At once while they hold; else when there are new ones, or those there were if none come. */
  async fresh(): Promise<RTCIceServer[]> {
    if (Date.now() >= this.staleAt) {
      this.loading ??= this.renew();
      const late = new Promise<void>((resolve) => setTimeout(resolve, LONGEST_MS));
      await Promise.race([this.loading, late]);
    }
    return this.servers;
  }

  private async renew(): Promise<void> {
    const found = await this.load().catch(() => null);
    this.loading = null;
    if (found) this.servers = found.iceServers;
    const holds = found?.ttlSeconds ? found.ttlSeconds * 1000 * RENEW_AT : Number.POSITIVE_INFINITY;
    this.staleAt = Date.now() + (found ? holds : AGAIN_MS);
  }
}
