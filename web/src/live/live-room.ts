import { Asker } from "@/live/asker";
import { type CommandAnswer, CommandOutbox } from "@/live/command-outbox";
import { newId } from "@/live/ids";
import { PadProvider, type Refused } from "@/live/pad/pad-provider";
import type { UnsentOwner, UnsentStore } from "@/live/pad/unsent-store";
import { RoomConnection, type StopReason } from "@/live/room-connection";
import { ALL_SAVED, type Saved, savedState } from "@/live/saved-state";
import { ServerClock } from "@/live/server-clock";
import { Store } from "@/live/store";
import { Timeline } from "@/live/timeline";
import type { RoomTransport, TransportListener } from "@/live/transport";
import type { Command, RoomView, TimelineEntry } from "@/live/types";

/** What a live room needs from outside. */
export interface LiveRoomSettings {
  room: string;
  transport: RoomTransport;
  token: (options: { force: boolean }) => Promise<string | null>;
  unsentStore: (owner: UnsentOwner) => UnsentStore;
  /** Drops what a person left unsent in a room that is closed to them. */
  forgetUnsent: (owner: { room: string; person: string }) => Promise<void>;
  /** All entries this person may see, for when they come to see more, or less. */
  history: () => Promise<TimelineEntry[]>;
  random: () => number;
}

/** One person in one room, live: the view, the timeline, the pads, and commands. */
export class LiveRoom {
  readonly connection: RoomConnection;
  readonly view = new Store<RoomView | null>(null);
  readonly timeline = new Timeline();
  readonly pads = new Store<ReadonlyMap<string, PadProvider>>(new Map());
  readonly saved = new Store<Saved>(ALL_SAVED);
  /** Texts that were refused, until the person is done with them. */
  readonly refused = new Store<readonly Refused[]>([]);
  readonly clock = new ServerClock();
  private readonly commands: CommandOutbox;
  private readonly asker: Asker;
  /** Entries up to here are history and say nothing about the time; set by a connection's first view. */
  private historyUntil: number | null = null;

  constructor(private readonly settings: LiveRoomSettings) {
    const { room, transport, token, random } = settings;
    const after = this.timeline.last;
    this.connection = new RoomConnection({ room, transport, token, after, random });
    this.asker = new Asker(transport, () => this.connection.renew());
    this.commands = new CommandOutbox(this.asker.ask, newId);
    this.connection.listen(this.listener());
    this.connection.link.subscribe(() => this.linkChanged());
  }

  /** Asks something of the room. */
  send(command: Command): Promise<CommandAnswer> {
    return this.commands.send(command);
  }

  /** Goes, and says so as far as there is time. What is unsent is kept. */
  leave(): void {
    for (const pad of this.pads.get().values()) pad.leave();
    this.connection.stop("left");
  }

  /** Ends everything that runs. */
  destroy(): void {
    this.leave();
    for (const pad of this.pads.get().values()) pad.destroy();
  }

  /** The person is done with a refused text. */
  dismiss(refused: Refused): void {
    this.refused.set(this.refused.get().filter((other) => other !== refused));
  }

  private listener(): TransportListener {
    return {
      connected: () => {
        this.historyUntil = null;
      },
      disconnected: () => this.disconnected(),
      view: (view, seq) => {
        this.historyUntil ??= seq;
        this.viewChanged(view);
      },
      entry: (entry) => {
        if (entry.seq > (this.historyUntil ?? 0)) this.clock.heard(entry.at);
        this.timeline.add(entry);
      },
      edit: (pad, update) => this.pads.get().get(pad)?.receive(update),
      awareness: (pad, update) => this.pads.get().get(pad)?.receiveAwareness(update),
      closed: () => {},
    };
  }

  private disconnected(): void {
    this.asker.forget();
    this.commands.pause();
    for (const pad of this.pads.get().values()) pad.pause();
  }

  private viewChanged(view: RoomView): void {
    const before = this.view.get();
    this.view.set(view);
    this.syncPads(view);
    if (view.me.state === "removed" || view.me.state === "rejected") this.forget(view.me.id);
    const inside = before?.me.state === "inside" && view.me.state === "inside";
    if (inside && before.me.role !== view.me.role) void this.reloadHistory();
  }

  /** One provider for each pad in the view; all others go. */
  private syncPads(view: RoomView): void {
    const pads = new Map(this.pads.get());
    const readable = new Set(view.pads.map(({ id }) => id));
    for (const [id, provider] of pads) {
      if (readable.has(id)) continue;
      provider.discard();
      pads.delete(id);
    }
    for (const id of readable) if (!pads.has(id)) pads.set(id, this.openPad(id, view.me.id));
    if (!sameKeys(pads, this.pads.get())) this.pads.set(pads);
    for (const provider of pads.values()) provider.resume();
    this.reportSaved();
  }

  private openPad(pad: string, person: string): PadProvider {
    const { room, transport, unsentStore } = this.settings;
    const provider = new PadProvider({
      pad,
      ask: this.asker.ask,
      sendAwareness: (id, update) => transport.awareness(id, update),
      store: unsentStore({ room, person, pad }),
      newId,
      refused: (refused) => this.refused.set([...this.refused.get(), refused]),
    });
    provider.outbox.unsent.subscribe(() => this.reportSaved());
    return provider;
  }

  private linkChanged(): void {
    const link = this.connection.link.get();
    if (link.phase === "online") this.commands.resume();
    if (link.phase === "stopped") {
      this.commands.abandon();
      this.stopped(link.reason);
    }
    this.reportSaved();
  }

  private stopped(reason: StopReason): void {
    const me = this.view.get()?.me;
    if (!me || (reason !== "ended" && reason !== "unknown_room")) return;
    for (const pad of this.pads.get().values()) pad.surrender();
    this.forget(me.id);
  }

  private forget(person: string): void {
    // Kept a little longer it does no harm: nobody but this person would be shown it.
    this.settings.forgetUnsent({ room: this.settings.room, person }).catch(() => {});
  }

  private async reloadHistory(): Promise<void> {
    this.timeline.replace(await this.settings.history().catch(() => []));
  }

  private reportSaved(): void {
    const pads = [...this.pads.get().values()].map(({ outbox }) => outbox.unsent.get());
    const next = savedState(this.connection.link.get(), pads);
    const now = this.saved.get();
    const same = next.state === now.state && next.changes === now.changes && next.kept === now.kept;
    if (!same) this.saved.set(next);
  }
}

function sameKeys(a: ReadonlyMap<string, unknown>, b: ReadonlyMap<string, unknown>): boolean {
  return a.size === b.size && [...a.keys()].every((key) => b.has(key));
}
