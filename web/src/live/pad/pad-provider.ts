import * as Y from "yjs";
import type { Ask } from "@/live/asker";
import { divergence } from "@/live/pad/divergence";
import { PadAwareness } from "@/live/pad/pad-awareness";
import { refusedText, textOfUpdates } from "@/live/pad/refused-text";
import { destroyReplica, newReplica, REMOTE, type Replica } from "@/live/pad/replica";
import type { UnsentStore } from "@/live/pad/unsent-store";
import { UpdateOutbox } from "@/live/pad/update-outbox";
import { Store } from "@/live/store";
import type { RefusalAck, RefusalCode, SyncAck } from "@/live/types";

/** Text that the server would not take, given back to who typed it. */
export interface Refused {
  pad: string;
  /** Why; `diverged`: the server holds an older text than this browser. */
  code: RefusalCode | "diverged";
  detail: string;
  text: string;
}

/** What a pad needs from outside. */
export interface PadSettings {
  pad: string;
  ask: Ask;
  sendAwareness: (pad: string, update: Uint8Array) => void;
  store: UnsentStore;
  newId: () => string;
  /** An edit was refused; the pad is already on its way back to the server's text. */
  refused: (refused: Refused) => void;
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
  readonly outbox: UpdateOutbox;
  private awareness: PadAwareness;
  private online = false;
  private epoch = 0;
  /** What an earlier page left unsent here; applied once, behind the first sync. */
  private left: Promise<Map<string, Uint8Array>> | null;
  /** Signs of trouble since an edit was last taken; the second one ends in a fresh start. */
  private troubles = 0;
  private checking: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly settings: PadSettings) {
    this.replica = new Store(newReplica());
    this.outbox = new UpdateOutbox({
      ...settings,
      refused: (refusal) => this.refused(refusal),
      taken: () => {
        this.troubles = 0;
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

  /** The room is over: what was not sent is given back. */
  surrender(): void {
    const lost = refusedText(this.replica.get().text, this.outbox.take());
    this.giveBack({ code: "room_ended", detail: "the room has ended" }, lost);
  }

  /** This person may not read the pad any more: what was not sent never will be. */
  discard(): void {
    this.outbox.take();
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
      else this.pause();
    });
  }

  private synced(ack: SyncAck & { ok: true }, left: Map<string, Uint8Array> | null): void {
    Y.applyUpdate(this.replica.get().doc, ack.update, REMOTE);
    if (left && this.left) {
      this.left = null;
      this.restore(left);
    }
    this.outbox.resume(ack.stateVector);
    this.phase.set("ready");
    this.awareness.resume();
    if (divergence(this.replica.get().doc, ack.stateVector, this.outbox.updates())) {
      this.troubled({ code: "diverged", detail: "the server has an older version of this pad" });
    }
  }

  /** Puts back what an earlier page typed and could not send; what the server has is no change. */
  private restore(left: Map<string, Uint8Array>): void {
    if (left.size === 0) return;
    const { doc } = this.replica.get();
    const updates = [...left.values()];
    doc.transact(() => {
      for (const update of updates) Y.applyUpdate(doc, update);
    });
    if (lacksSomething(doc)) {
      const text = textOfUpdates(updates);
      this.startOver();
      this.giveBack({ code: "out_of_sync", detail: "it builds on text the server has lost" }, text);
    }
    this.outbox.flush();
    this.settings.store.remove([...left.keys()]).catch(() => {});
  }

  private refused(refusal: RefusalAck): void {
    if (refusal.code === "not_inside") this.pause();
    else if (refusal.code === "out_of_sync") this.troubled(refusal);
    else this.reload(refusal);
  }

  /** The first sign of trouble may be a moment's: compare again. The second is believed. */
  private troubled(why: Pick<Refused, "code" | "detail">): void {
    this.troubles += 1;
    if (this.troubles < 2) this.checkSoon();
    else this.reload(why);
  }

  private reload(why: Pick<Refused, "code" | "detail">): void {
    this.troubles = 0;
    const { text } = this.replica.get();
    const typed = why.code === "diverged" ? text.toString() : "";
    const lost = typed || refusedText(text, this.outbox.updates());
    this.startOver();
    this.giveBack(why, lost);
    if (this.online) void this.sync();
  }

  private giveBack(why: Pick<Refused, "code" | "detail">, text: string): void {
    const { code, detail } = why;
    if (text !== "") this.settings.refused({ pad: this.settings.pad, code, detail, text });
  }

  private startOver(): void {
    this.outbox.take();
    this.awareness.destroy();
    const old = this.replica.get();
    const fresh = newReplica();
    this.awareness = this.attach(fresh);
    this.phase.set("loading");
    this.replica.set(fresh);
    destroyReplica(old);
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
