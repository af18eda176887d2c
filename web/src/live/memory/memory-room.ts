import * as Y from "yjs";
import { MemoryTransport } from "@/live/memory/memory-transport";
import type { Command, RefusalAck, RoomView, SeqAck, SyncAck, TimelineEntry } from "@/live/types";

type Numbered = Command & { id: string };

/** A refusal by its code. */
export const refusal = (code: RefusalAck["code"]): RefusalAck => ({
  ok: false,
  code,
  detail: code,
});

/**
 * A room without a server, for tests: it answers like the contract says, as far as providers and
 * outboxes can tell, and can be told to fail. Messages arrive one by one, in order, when the test
 * lets time pass (`settle`).
 */
export class MemoryRoom {
  readonly pads = new Map<string, Y.Doc>();
  readonly transports: MemoryTransport[] = [];
  /** Every command that was accepted, once. */
  readonly accepted: Numbered[] = [];
  /** Every update that was accepted and added something. */
  readonly log: { pad: string; update: Uint8Array }[] = [];
  entries: TimelineEntry[] = [];
  /** Answers a reading of them all over HTTP. */
  history = async (): Promise<TimelineEntry[]> => this.entries;
  /** Asked before an edit or a command is looked at; what it answers is the refusal. */
  refuse: (name: "edit" | "command") => RefusalAck | null = () => null;
  /** While true the room does what it is asked, and its answers are lost. */
  losesAnswers = false;
  private seq = 1;

  constructor(private viewOf: RoomView) {
    for (const { id } of viewOf.pads) this.pads.set(id, new Y.Doc());
  }

  /** A new transport into this room. */
  transport(): MemoryTransport {
    const transport = new MemoryTransport(this);
    this.transports.push(transport);
    return transport;
  }

  view(): { view: RoomView; seq: number } {
    return { view: this.viewOf, seq: this.seq };
  }

  /** Changes what everyone sees, and tells them. */
  changeView(change: Partial<RoomView>): void {
    this.viewOf = { ...this.viewOf, ...change };
    for (const { id } of this.viewOf.pads) if (!this.pads.has(id)) this.pads.set(id, new Y.Doc());
    for (const transport of this.transports) {
      transport.receive((to) => to.view(this.viewOf, this.seq));
    }
  }

  /** The text the server holds. */
  text(pad: string): string {
    return this.pads.get(pad)?.getText("content").toString() ?? "";
  }

  command(command: Numbered): SeqAck {
    const refused = this.refuse("command");
    if (refused) return refused;
    const known = this.accepted.findIndex(({ id }) => id === command.id);
    if (known >= 0) return { ok: true, seq: known + 1 };
    this.accepted.push(command);
    return { ok: true, seq: this.accepted.length };
  }

  edit(from: MemoryTransport, pad: string, update: Uint8Array): SeqAck {
    const doc = this.pads.get(pad);
    const refused = this.refuse("edit");
    if (refused || !doc) return refused ?? refusal("invalid");
    if (dependsOnMore(doc, update)) return refusal("out_of_sync");
    const before = Y.encodeStateAsUpdate(doc);
    Y.applyUpdate(doc, update);
    if (!equal(before, Y.encodeStateAsUpdate(doc))) {
      this.seq += 1;
      this.log.push({ pad, update });
      for (const other of this.transports) {
        if (other !== from) other.receive((to) => to.edit(pad, update));
      }
    }
    return { ok: true, seq: this.seq };
  }

  /** Hands a call's signalling to everyone else here: whom it is for is not looked at. */
  rtc(from: MemoryTransport, { data }: { to: string; data: unknown }): { ok: true } {
    for (const other of this.transports) {
      if (other !== from) other.receive((to) => to.rtc("c2", data));
    }
    return { ok: true };
  }

  sync(pad: string, stateVector: Uint8Array): SyncAck {
    const doc = this.pads.get(pad);
    if (!doc) return refusal("invalid");
    return {
      ok: true,
      update: Y.encodeStateAsUpdate(doc, stateVector),
      stateVector: Y.encodeStateVector(doc),
    };
  }
}

/** Tried on a copy, as the server does: what it lacks the parts for must not stay behind in it. */
function dependsOnMore(doc: Y.Doc, update: Uint8Array): boolean {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  Y.applyUpdate(copy, update);
  return copy.store.pendingStructs !== null || copy.store.pendingDs !== null;
}

function equal(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
