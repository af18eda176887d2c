import type { GivenBack, GivenBackStore } from "@/live/given-back";
import type { UnsentStore } from "@/live/pad/unsent-store";

/** The twin of `IndexedUnsentStore`: it outlives the page that a test pretends to reload. */
export class MemoryStore implements UnsentStore {
  readonly kept = new Map<string, Uint8Array>();
  /** While true nothing can be kept, as in a browser whose storage is full. */
  full = false;

  async load(): Promise<Map<string, Uint8Array>> {
    return new Map(this.kept);
  }

  async put(key: string, update: Uint8Array): Promise<void> {
    if (this.full) throw new Error("no space");
    this.kept.set(key, update);
  }

  async remove(keys: string[]): Promise<void> {
    for (const key of keys) this.kept.delete(key);
  }
}

/** The twin of `IndexedGivenBackStore`. */
export class MemoryTexts implements GivenBackStore {
  readonly kept = new Map<string, GivenBack>();

  async load(): Promise<GivenBack[]> {
    return [...this.kept.values()];
  }

  async put(text: GivenBack): Promise<void> {
    this.kept.set(text.id, text);
  }

  async remove(id: string): Promise<void> {
    this.kept.delete(id);
  }
}
