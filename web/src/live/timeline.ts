import { Store } from "@/live/store";
import type { TimelineEntry } from "@/live/types";

/** History within this span is shown as one, in ms: thousands of entries are one drawing, not thousands. */
const TOGETHER_MS = 50;

/** The timeline entries this person may see, in order, each once. */
export class Timeline {
  readonly entries = new Store<readonly TimelineEntry[]>([]);
  /** History that came and is not in the store yet. */
  private coming: TimelineEntry[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** The seq of the last one; 0 before the first. */
  last = (): number => (this.coming.at(-1) ?? this.entries.get().at(-1))?.seq ?? 0;

  /** Takes what happens now; an entry that is here already, from before a reconnect, counts once. */
  add(entry: TimelineEntry): void {
    if (entry.seq <= this.last()) return;
    this.coming.push(entry);
    this.show();
  }

  /** Takes what happened before, which comes in one go. */
  addHistory(entry: TimelineEntry): void {
    if (entry.seq <= this.last()) return;
    this.coming.push(entry);
    this.timer ??= setTimeout(() => this.show(), TOGETHER_MS);
  }

  /** Begins anew with what one may see in another role. */
  replace(entries: readonly TimelineEntry[]): void {
    this.show();
    const later = this.entries.get().filter(({ seq }) => seq > (entries.at(-1)?.seq ?? 0));
    this.entries.set([...entries, ...later]);
  }

  private show(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.coming.length === 0) return;
    const { coming } = this;
    this.coming = [];
    this.entries.set([...this.entries.get(), ...coming]);
  }
}
