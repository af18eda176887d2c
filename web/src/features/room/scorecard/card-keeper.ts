import { type Problem, toProblem } from "@/api/problem";
import { Store } from "@/live/store";
import type { Written } from "./written";

/** How long to wait for another keystroke before a draft is saved, in ms. */
const PAUSE_MS = 800;
/** How long to wait before trying again, in ms, where the server says nothing. */
const AGAIN_MS = 4_000;

/** How safe a draft is. */
export type Kept =
  | { state: "saved" }
  | { state: "saving" }
  /** Not saved: why; it is tried again by itself unless the server will never take it. */
  | { state: "failed"; problem: Problem; again: boolean }
  /** It was written elsewhere, and this is what stands there now. */
  | { state: "renewed" }
  /** It was written elsewhere while something here is not saved: the person says which one stays. */
  | { state: "torn"; theirs: Written };

interface KeeperState {
  written: Written;
  kept: Kept;
}

/** Sends a card; `submitted` hands it in. Answers when the server wrote it, in ms. */
type Send = (written: Written, submitted: boolean) => Promise<number>;

/**
 * Keeps a draft: what is typed is sent a moment later, one at a time, again until it arrived. What was written in
 * another tab or browser is taken over, and never overwritten unasked once it is known.
 */
export class CardKeeper {
  readonly state: Store<KeeperState>;
  /** What the server has, as far as is known. */
  private there: Written;
  private sending: Promise<void> | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private handedIn = false;

  constructor(
    first: Written,
    /** When the server wrote what it has, in ms; 0: it has nothing. */
    private at: number,
    private readonly send: Send,
  ) {
    this.there = first;
    this.state = new Store<KeeperState>({ written: first, kept: { state: "saved" } });
  }

  /** Takes what is on the card now. */
  change(change: (before: Written) => Written): void {
    const { written, kept } = this.state.get();
    const torn = kept.state === "torn";
    this.state.set({ written: change(written), kept: torn ? kept : { state: "saving" } });
    if (!torn) this.later(PAUSE_MS);
  }

  /** What the server has, and when that was written; by now it may come from elsewhere. */
  heard(theirs: Written, at: number): void {
    // While something is on its way nobody knows which of the two came first.
    if (at <= this.at || this.sending || this.handedIn) return;
    this.at = at;
    if (JSON.stringify(theirs) === JSON.stringify(this.there)) return;
    if (this.unsaved()) {
      clearTimeout(this.timer);
      this.there = theirs;
      this.tell({ state: "torn", theirs });
    } else this.take(theirs);
  }

  /** Of a torn card, what was written elsewhere stays. */
  take(theirs: Written): void {
    this.there = theirs;
    this.state.set({ written: theirs, kept: { state: "renewed" } });
  }

  /** Of a torn card, what stands here stays. */
  insist(): void {
    this.tell({ state: "saving" });
    this.later(0);
  }

  /** Whether the server has not confirmed all of it. */
  unsaved = (): boolean => !this.handedIn && this.state.get().written !== this.there;

  /** Sends now what waits: the page goes, or another tab of it comes. */
  flush(): void {
    if (this.unsaved() && this.state.get().kept.state !== "torn") void this.save();
  }

  /** Hands the card in, once no draft is on its way that could come behind it. Where that fails it stays a draft. */
  async submit(): Promise<void> {
    clearTimeout(this.timer);
    await this.sending;
    clearTimeout(this.timer);
    try {
      this.at = await this.send(this.state.get().written, true);
      this.handedIn = true;
    } finally {
      this.flush();
    }
  }

  private later(ms: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.save(), ms);
  }

  private async save(): Promise<void> {
    clearTimeout(this.timer);
    // What comes meanwhile is sent when this one has arrived.
    if (this.sending) return;
    this.sending = this.attempt();
    await this.sending;
    this.sending = null;
    if (this.unsaved() && this.state.get().kept.state === "saving") this.later(0);
  }

  private async attempt(): Promise<void> {
    const { written } = this.state.get();
    try {
      this.at = await this.send(written, false);
      this.there = written;
      if (!this.unsaved()) this.tell({ state: "saved" });
    } catch (error) {
      this.failed(toProblem(error));
    }
  }

  private failed(problem: Problem): void {
    const again = problem.status === 0 || problem.status === 429 || problem.status >= 500;
    this.tell({ state: "failed", problem, again });
    if (again) this.later((problem.retryAfter ?? 0) * 1_000 || AGAIN_MS);
  }

  private tell(kept: Kept): void {
    this.state.set({ ...this.state.get(), kept });
  }
}
