import * as Y from "yjs";
import type { Ask } from "@/live/asker";
import type { Lost, Refused, Why } from "@/live/given-back";
import { divergence } from "@/live/pad/divergence";
import { lostIn, lostOf } from "@/live/pad/lost";
import { PadAwareness } from "@/live/pad/pad-awareness";
import { destroyReplica, newReplica, REMOTE, type Replica } from "@/live/pad/replica";
import type { UnsentStore } from "@/live/pad/unsent-store";
import { UpdateOutbox } from "@/live/pad/update-outbox";
import { Store } from "@/live/store";
import type { RefusalAck, SyncAck } from "@/live/types";

/** What a pad needs from outside. */
export interface PadSettings {
  pad: string;
  ask: Ask;
  sendAwareness: (pad: string, update: Uint8Array) => void;
  store: UnsentStore;
  newId: () => string;
  /** Gives something back; the pad shows it no more. Answers whether it would survive this page. */
  refused: (refused: Refused) => Promise<boolean>;
}

/** Whether the pad shows the server's text yet. */
export type PadPhase = "loading" | "ready";

/** How soon a pad is compared with the server again when something seems to be missing, in ms. */
const CHECK_AGAIN_MS = 1_500;

/**
 * One pad: its replica, kept equal with the server's document. The server is the truth; what it
 * refuses is taken out here, by starting over under a new client id, and handed back as text.
 */
export class PadProvider {
  readonly replica: Store<Replica>;
  readonly phase = new Store<PadPhase>("loading");
  /** Why the server does not show this pad, while it does not. */
  readonly failure = new Store<RefusalAck | null>(null);
  readonly outbox: UpdateOutbox;
  private awareness: PadAwareness;
  private online = false;
  private epoch = 0;
  /** What an earlier page left unsent here; applied once, behind the first sync. */
  private left: Promise<Map<string, Uint8Array>> | null;
  /** Signs of trouble, each since its contrary was last seen; the second one ends in a fresh start. */
  private readonly troubles = { out_of_sync: 0, diverged: 0 };
  private checking: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly settings: PadSettings) {
    this.replica = new Store(newReplica());
    this.outbox = new UpdateOutbox({
      ...settings,
      refused: (refusal) => this.refused(refusal),
      taken: () => {
        this.troubles.out_of_sync = 0;
      },
    });
    this.awareness = this.attach(this.replica.get());
    this.left = settings.store.load().catch(() => new Map());
  }

  /** A connection is there, and this person may read the pad. */
  resume(): void {
    if (this.online) return;
    this.online = true;
    void this.sync();
  }

  /** The connection is gone; typing goes on. */
  pause(): void {
    this.online = false;
    this.epoch += 1;
    clearTimeout(this.checking);
    this.outbox.pause();
    this.awareness.pause();
  }

  /** Somebody's edit, or several. */
  receive(update: Uint8Array): void {
    const { doc } = this.replica.get();
    Y.applyUpdate(doc, update, REMOTE);
    if (lacksSomething(doc)) this.checkSoon();
  }

  /** Somebody's cursor. */
  receiveAwareness(update: Uint8Array): void {
    this.awareness.receive(update);
  }

  /** The person leaves: what was typed is kept, and the cursor goes from the others' screens. */
  leave(): void {
    this.outbox.flush();
    this.awareness.leave();
  }

  /** Nothing of this person's is taken any more: what was not sent is given back, and goes from here. */
  surrender(why: Why): void {
    const { left } = this;
    this.left = null;
    this.giveUp(why, lostOf(this.replica.get(), this.outbox.updates()));
    this.pause();
    void left?.then((found) => {
      if (found.size > 0) void this.giveBack(why, lostIn([...found.values()]), [...found.keys()]);
    });
  }

  /** This person may not read the pad any more. */
  discard(why: Why): void {
    this.surrender(why);
    this.destroy();
  }

  /** Ends the pad in this page; what was not sent is kept. */
  destroy(): void {
    this.pause();
    this.awareness.destroy();
    destroyReplica(this.replica.get());
  }

  private attach(replica: Replica): PadAwareness {
    replica.doc.on("update", (update: Uint8Array, origin: unknown) => {
      if (origin !== REMOTE) this.outbox.add(update);
    });
    return new PadAwareness(replica, (update) =>
      this.settings.sendAwareness(this.settings.pad, update),
    );
  }

  private async sync(): Promise<void> {
    this.epoch += 1;
    const { epoch } = this;
    const left = await this.left;
    if (epoch !== this.epoch) return;
    const known = Y.encodeStateVector(this.replica.get().doc);
    this.settings.ask<SyncAck>("sync", [this.settings.pad, known], (ack) => {
      if (epoch !== this.epoch) return;
      if (ack.ok) this.synced(ack, left);
      else if (ack.code === "try_later" || ack.code === "rate_limited") this.checkSoon();
      else this.notShown(ack);
    });
  }

  private synced(ack: SyncAck & { ok: true }, left: Map<string, Uint8Array> | null): void {
    const { epoch } = this;
    Y.applyUpdate(this.replica.get().doc, ack.update, REMOTE);
    if (left && this.left) {
      this.left = null;
      this.restore(left);
    }
    if (epoch === this.epoch) this.outbox.resume(ack.stateVector);
    // What waited may have been refused right here: then another sync is under way already.
    if (epoch !== this.epoch) return;
    this.failure.set(null);
    this.phase.set("ready");
    this.awareness.resume();
    if (divergence(this.replica.get().doc, ack.stateVector, this.outbox.updates())) {
      this.troubled("diverged", "the server has an older version of this pad");
    } else {
      this.troubles.diverged = 0;
    }
  }

  /** The server keeps the pad to itself; the next view asks again. */
  private notShown(refusal: RefusalAck): void {
    this.pause();
    // One who is not inside is told so by the view.
    if (refusal.code !== "not_inside") this.failure.set(refusal);
  }

  /** Puts back what an earlier page typed and could not send; what the server has is no change. */
  private restore(left: Map<string, Uint8Array>): void {
    if (left.size === 0) return;
    const { doc } = this.replica.get();
    for (const update of left.values()) Y.applyUpdate(doc, update);
    const keys = [...left.keys()];
    if (lacksSomething(doc)) {
      const detail = "it builds on text the server has lost";
      this.giveUp({ code: "out_of_sync", detail }, lostIn([...left.values()]), keys);
      void this.sync();
      return;
    }
    void this.outbox
      .kept()
      .then((kept) => (kept ? this.settings.store.remove(keys) : undefined))
      // Left over they do no harm: the server knows them by then.
      .catch(() => {});
  }

  private refused(refusal: RefusalAck): void {
    if (refusal.code === "not_inside") this.pause();
    else if (refusal.code === "out_of_sync") this.troubled(refusal.code, refusal.detail);
    else this.reload(refusal);
  }

  /** The first sign of trouble may be a moment's: compare again. The second is believed. */
  private troubled(code: keyof typeof this.troubles, detail: string): void {
    this.troubles[code] += 1;
    if (this.troubles[code] < 2) this.checkSoon();
    else this.reload({ code, detail });
  }

  private reload({ code, detail }: Why): void {
    const replica = this.replica.get();
    const typed = code === "diverged" ? replica.text.toString() : "";
    this.giveUp({ code, detail }, typed ? { text: typed } : lostOf(replica, this.outbox.updates()));
    if (this.online) void this.sync();
  }

  /** Takes out what the server has not got, and gives it back. */
  private giveUp(why: Why, lost: Lost, keys: string[] = []): void {
    void this.giveBack(why, lost, [...this.startOver(), ...keys]);
  }

  /** What is kept under these keys stays until what is given back is kept in its place. */
  private async giveBack({ code, detail }: Why, lost: Lost, keys: string[]): Promise<void> {
    const { pad, refused, store } = this.settings;
    const kept = lost.text === "" || (await refused({ pad, code, detail, ...lost }));
    if (kept && keys.length > 0) await store.remove(keys).catch(() => {});
  }

  /** Begins anew under another client id; answers the keys of what waited. */
  private startOver(): string[] {
    const keys = this.outbox.take();
    this.troubles.out_of_sync = 0;
    this.troubles.diverged = 0;
    this.awareness.leave();
    this.awareness.destroy();
    const old = this.replica.get();
    const fresh = newReplica();
    this.awareness = this.attach(fresh);
    this.phase.set("loading");
    this.replica.set(fresh);
    destroyReplica(old);
    return keys;
  }

  private checkSoon(): void {
    clearTimeout(this.checking);
    this.checking = setTimeout(() => {
      if (this.online) void this.sync();
    }, CHECK_AGAIN_MS);
  }
}

/** Whether updates wait in the document for others that never came. */
function lacksSomething(doc: Y.Doc): boolean {
  return doc.store.pendingStructs !== null || doc.store.pendingDs !== null;
}
