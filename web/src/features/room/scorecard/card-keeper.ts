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
  | { state: "failed"; problem: Problem; again: boolean };

interface KeeperState {
  written: Written;
  kept: Kept;
}

/** Sends a card; `submitted` hands it in. */
type Send = (written: Written, submitted: boolean) => Promise<unknown>;

/** Keeps a draft: what is typed is sent a moment later, one at a time, again until it arrived. */
export class CardKeeper {
  readonly state: Store<KeeperState>;
  /** What the server has, as far as is known. */
  private there: Written;
  private sending: Promise<void> | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private handedIn = false;

  constructor(
    first: Written,
    private readonly send: Send,
  ) {
    this.there = first;
    this.state = new Store<KeeperState>({ written: first, kept: { state: "saved" } });
  }

  /** Takes what is on the card now. */
  change(change: (before: Written) => Written): void {
    const { written } = this.state.get();
    this.state.set({ written: change(written), kept: { state: "saving" } });
    this.later(PAUSE_MS);
  }

  /** Whether the server has not confirmed all of it. */
  unsaved = (): boolean => !this.handedIn && this.state.get().written !== this.there;

  /** Sends now what waits: the page goes, or another tab of it comes. */
  flush(): void {
    if (this.unsaved()) void this.save();
  }

  /** Hands the card in, once no draft is on its way that could come behind it. */
  async submit(): Promise<void> {
    clearTimeout(this.timer);
    await this.sending;
    clearTimeout(this.timer);
    await this.send(this.state.get().written, true);
    this.handedIn = true;
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
      await this.send(written, false);
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
