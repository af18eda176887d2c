import { Store } from "@/live/store";
import type { TimelineEntry } from "@/live/types";

/** The timeline entries this person may see, in order, each once. */
export class Timeline {
  readonly entries = new Store<readonly TimelineEntry[]>([]);

  /** The seq of the last one; 0 before the first. */
  last = (): number => this.entries.get().at(-1)?.seq ?? 0;

  /** Takes an entry; one that is here already, from before a reconnect, counts once. */
  add(entry: TimelineEntry): void {
    const entries = this.entries.get();
    if (entry.seq > this.last()) this.entries.set([...entries, entry]);
  }

  /** Begins anew with what one may see in another role. */
  replace(entries: readonly TimelineEntry[]): void {
    const later = this.entries.get().filter(({ seq }) => seq > (entries.at(-1)?.seq ?? 0));
    this.entries.set([...entries, ...later]);
  }
}
