/** How far the server's clock is ahead of this browser's, as far as is known. */
export class ServerClock {
  private ahead: number | null = null;
  private exact = false;

  constructor(private readonly now: () => number = Date.now) {}

  /** The server's time, in ms. */
  time = (): number => this.now() + (this.ahead ?? 0);

  /** A first guess, from a `Date` header that has whole seconds. */
  guess(date: string | null): void {
    const at = date === null ? Number.NaN : Date.parse(date);
    if (this.ahead === null && Number.isFinite(at)) this.ahead = at + 500 - this.now();
  }

  /**
   * Learns from something that has just happened on the server at `at`, in ms. Each such message took
   * some time to come, so the one that seems furthest ahead is the nearest to the truth.
   */
  heard(at: number): void {
    const ahead = at - this.now();
    this.ahead = this.exact && this.ahead !== null ? Math.max(this.ahead, ahead) : ahead;
    this.exact = true;
  }
}
