import * as Y from "yjs";
import type { Ask } from "@/live/asker";
import type { UnsentStore } from "@/live/pad/unsent-store";
import { Store } from "@/live/store";
import type { RefusalAck, SeqAck } from "@/live/types";

/** What is typed within this span leaves as one update, in ms; the first keystroke does not wait. */
const COALESCE_MS = 30;
/** So many updates may be under way at once; then they grow instead of multiplying. */
const MAX_IN_FLIGHT = 6;
/** A merged update stays below this, in bytes. */
const MAX_BYTES = 256 * 1024;
/** What the server takes, in bytes; from twice that on it answers nothing and closes the connection. */
const MAX_UPDATE_BYTES = 1024 * 1024;
/** How long to wait after `try_later` or `rate_limited`, in ms. */
const PAUSE_MS = 1_000;

/** What of a pad is not acknowledged yet. */
export interface Unsent {
  /** How many changes. */
  changes: number;
  /** Whether all of them would survive a reload. */
  kept: boolean;
}

interface Batch {
  key: string;
  update: Uint8Array;
  changes: number;
  underWay: boolean;
  kept: boolean;
  /** Whether it was kept, once that is known. */
  keeping: Promise<boolean>;
}

interface OutboxSettings {
  pad: string;
  ask: Ask;
  store: UnsentStore;
  newId: () => string;
  /** The server refused an update for good; it waits for `take`. */
  refused: (refusal: RefusalAck) => void;
  /** The server took an update. */
  taken: () => void;
}

const NOTHING: Unsent = { changes: 0, kept: true };

/**
 * One pad's updates on their way: merged while the person types, kept until they are acknowledged,
 * sent again on the next connection.
 */
export class UpdateOutbox {
  readonly unsent = new Store<Unsent>(NOTHING);
  private typed: Uint8Array[] = [];
  private batches: Batch[] = [];
  private window: ReturnType<typeof setTimeout> | undefined;
  private pausing: ReturnType<typeof setTimeout> | undefined;
  private open = false;
  /** Something was put back: what is under way behind it must come in first. */
  private stalled = false;
  private inFlight = 0;
  /** Goes up with each connection; answers of an earlier one are ignored. */
  private epoch = 0;

  constructor(private readonly settings: OutboxSettings) {}

  /** Takes a change that the person made. */
  add(update: Uint8Array): void {
    this.typed.push(update);
    if (this.window === undefined) this.flush();
    else this.report();
  }

  /** Turns what was typed into a batch now: it is kept, and leaves if it can. */
  flush(): void {
    clearTimeout(this.window);
    this.window = undefined;
    if (this.typed.length === 0) return;
    const groups = inGroups(this.typed);
    this.typed = [];
    for (const group of groups) this.batches.push(this.batch(group));
    this.window = setTimeout(() => this.flush(), COALESCE_MS);
    this.report();
    this.pump();
  }

  /** A connection is there, and the server says what it has: the rest goes out, once. */
  resume(stateVector: Uint8Array): void {
    this.pause();
    this.drop((batch) => {
      batch.underWay = false;
      batch.update = Y.diffUpdate(batch.update, stateVector);
      return isEmpty(batch.update);
    });
    this.open = true;
    this.pump();
  }

  /** The connection is gone; changes are kept until the next. */
  pause(): void {
    this.epoch += 1;
    this.open = false;
    this.stalled = false;
    this.inFlight = 0;
    clearTimeout(this.pausing);
  }

  /** Forgets everything unacknowledged; answers under which keys it is still kept. */
  take(): string[] {
    this.pause();
    clearTimeout(this.window);
    this.window = undefined;
    const keys = this.batches.map(({ key }) => key);
    this.batches = [];
    this.typed = [];
    this.report();
    return keys;
  }

  /** Whether everything that is here now survives a reload, once that is known. */
  async kept(): Promise<boolean> {
    this.flush();
    const kept = await Promise.all(this.batches.map(({ keeping }) => keeping));
    return kept.every(Boolean);
  }

  /** All that is not acknowledged. */
  updates(): Uint8Array[] {
    return [...this.batches.map(({ update }) => update), ...this.typed];
  }

  private pump(): void {
    while (this.open && !this.stalled && this.inFlight < MAX_IN_FLIGHT) {
      const group = this.nextGroup();
      if (group.length === 0) return;
      const [first] = group;
      if (first && first.update.length > MAX_UPDATE_BYTES) {
        // What is under way before it is settled first: only this one is too large.
        if (this.inFlight === 0) this.refuseHere(first);
        return;
      }
      this.send(group);
    }
  }

  private batch(typed: Uint8Array[]): Batch {
    const [first] = typed;
    const update = typed.length === 1 && first ? first : Y.mergeUpdates(typed);
    const key = this.settings.newId();
    const batch: Batch = {
      key,
      update,
      changes: typed.length,
      underWay: false,
      kept: false,
      keeping: this.settings.store.put(key, update).then(
        () => true,
        // Storage is full or blocked: the change lives in this tab, and leaving warns.
        () => false,
      ),
    };
    void batch.keeping.then((kept) => {
      batch.kept = kept;
      this.report();
    });
    return batch;
  }

  private nextGroup(): Batch[] {
    const group: Batch[] = [];
    let bytes = 0;
    for (const batch of this.batches) {
      if (batch.underWay) continue;
      bytes += batch.update.length;
      if (group.length > 0 && bytes > MAX_BYTES) break;
      group.push(batch);
    }
    return group;
  }

  private send(group: Batch[]): void {
    const { epoch } = this;
    for (const batch of group) batch.underWay = true;
    this.inFlight += 1;
    const update = Y.mergeUpdates(group.map((batch) => batch.update));
    this.settings.ask<SeqAck>("edit", [this.settings.pad, update], (ack) => {
      if (epoch !== this.epoch) return;
      this.inFlight -= 1;
      if (ack.ok) this.acknowledged(group);
      else this.notTaken(group, ack);
      if (epoch === this.epoch) this.settle();
    });
  }

  /** What the server would not even answer; not within the change that made it. */
  private refuseHere({ update }: Batch): void {
    const { epoch } = this;
    this.stalled = true;
    setTimeout(() => {
      if (epoch === this.epoch) this.settings.refused(tooLarge(update.length));
    }, 0);
  }

  private acknowledged(group: Batch[]): void {
    this.drop((batch) => group.includes(batch));
    this.settings.taken();
  }

  private notTaken(group: Batch[], refusal: RefusalAck): void {
    const { code } = refusal;
    const first = this.batches[0];
    // Behind an update that was put back, everything else is out of sync and no fault of its own.
    const behind = code === "out_of_sync" && first !== undefined && !group.includes(first);
    if (behind || code === "try_later" || code === "rate_limited") {
      for (const batch of group) batch.underWay = false;
      this.stalled = true;
    } else {
      this.settings.refused(refusal);
    }
  }

  /** After an answer: goes on, or waits a moment once everything is in. */
  private settle(): void {
    if (!this.stalled) this.pump();
    if (!this.stalled || this.inFlight > 0) return;
    clearTimeout(this.pausing);
    this.pausing = setTimeout(() => {
      this.stalled = false;
      this.pump();
    }, PAUSE_MS);
  }

  private drop(done: (batch: Batch) => boolean): void {
    const gone = this.batches.filter(done);
    if (gone.length === 0) return;
    this.batches = this.batches.filter((batch) => !gone.includes(batch));
    // Left over by a failure they do no harm: the server knows them already.
    this.settings.store.remove(gone.map(({ key }) => key)).catch(() => {});
    this.report();
  }

  private report(): void {
    const changes = this.batches.reduce((sum, batch) => sum + batch.changes, this.typed.length);
    const kept = this.typed.length === 0 && this.batches.every((batch) => batch.kept);
    const before = this.unsent.get();
    if (changes !== before.changes || kept !== before.kept) this.unsent.set({ changes, kept });
  }
}

/** Whether an update holds neither text nor deletions. */
function isEmpty(update: Uint8Array): boolean {
  const { structs, ds } = Y.decodeUpdate(update);
  return structs.length === 0 && ds.clients.size === 0;
}

/** Neighbours together, as long as they stay below the size of one message. */
function inGroups(updates: Uint8Array[]): Uint8Array[][] {
  const groups: Uint8Array[][] = [];
  let bytes = 0;
  for (const update of updates) {
    bytes += update.length;
    const last = groups.at(-1);
    if (last && bytes <= MAX_BYTES) {
      last.push(update);
    } else {
      groups.push([update]);
      bytes = update.length;
    }
  }
  return groups;
}

/** The server's own word for it, without asking the server. */
function tooLarge(bytes: number): RefusalAck {
  return { ok: false, code: "too_large", detail: `${bytes} bytes are too much for one change` };
}
