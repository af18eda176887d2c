import { Asker } from "@/live/asker";
import { type CommandAnswer, CommandOutbox } from "@/live/command-outbox";
import { type GivenBack, type GivenBackStore, GivenBackTexts, type Why } from "@/live/given-back";
import { newId } from "@/live/ids";
import { lostIn } from "@/live/pad/lost";
import { PadProvider } from "@/live/pad/pad-provider";
import type { UnsentOwner, UnsentStore } from "@/live/pad/unsent-store";
import { RoomConnection, type StopReason } from "@/live/room-connection";
import { RtcInbox } from "@/live/rtc/rtc-inbox";
import { ALL_SAVED, type Saved, sameSaved, savedState } from "@/live/saved-state";
import { ServerClock } from "@/live/server-clock";
import { Store } from "@/live/store";
import { Timeline } from "@/live/timeline";
import type { RoomTransport, TransportListener } from "@/live/transport";
import type { Command, OkAck, RoomView, TimelineEntry } from "@/live/types";

/** How long to wait before history that could not be read is asked for again, in ms. */
const RELOAD_AGAIN_MS = 2_000;

/** What a live room needs from outside. */
export interface LiveRoomSettings {
  room: string;
  transport: RoomTransport;
  token: (options: { force: boolean }) => Promise<string | null>;
  unsentStore: (owner: UnsentOwner) => UnsentStore;
  /** The pads in which a person left something unsent. */
  padsWithUnsent: (owner: { room: string; person: string }) => Promise<string[]>;
  givenBackStore: (owner: { room: string; person: string }) => GivenBackStore;
  /** Who was inside last from this browser, for when the server shows nothing of the room. */
  lastInside: () => string | null;
  /** This person is inside now. */
  inside: (person: string) => void;
  /** All entries this person may see, for when they come to see more, or less. */
  history: () => Promise<TimelineEntry[]>;
  random: () => number;
}

const FORBIDDEN: Why = { code: "forbidden", detail: "your role may not write here" };
const NOT_INSIDE: Why = { code: "not_inside", detail: "you are not in the room any more" };
const ENDED: Why = { code: "room_ended", detail: "the room has ended" };
const GONE: Why = { code: "room_gone", detail: "the room is not there any more" };

/** One person in one room, live: the view, the timeline, the pads, and commands. */
export class LiveRoom {
  readonly connection: RoomConnection;
  readonly view = new Store<RoomView | null>(null);
  readonly timeline = new Timeline();
  readonly pads = new Store<ReadonlyMap<string, PadProvider>>(new Map());
  readonly saved = new Store<Saved>(ALL_SAVED);
  /** Texts that were refused, until the person is done with them. */
  readonly refused: Store<readonly GivenBack[]>;
  readonly clock = new ServerClock();
  /** The signals of a call that come from others. */
  readonly rtcInbox = new RtcInbox();
  private readonly commands: CommandOutbox;
  private readonly asker: Asker;
  private readonly givenBack: GivenBackTexts;
  /** The titles of all pads seen so far: a text may come back when its pad is gone. */
  private readonly titles = new Map<string, string>();
  /** Entries up to here are history and say nothing about the time; set by a connection's first view. */
  private historyUntil: number | null = null;
  private reloading: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly settings: LiveRoomSettings) {
    const { room, transport, token, random } = settings;
    const after = this.timeline.last;
    this.connection = new RoomConnection({ room, transport, token, after, random });
    this.asker = new Asker(transport, () => this.connection.renew());
    this.commands = new CommandOutbox(this.asker.ask, newId);
    this.givenBack = new GivenBackTexts(
      (person) => settings.givenBackStore({ room, person }),
      newId,
    );
    this.refused = this.givenBack.texts;
    this.connection.listen(this.listener());
    this.refused.subscribe(() => this.reportSaved());
    this.commands.unanswered.subscribe(() => this.reportSaved());
    this.connection.link.subscribe(() => this.linkChanged());
  }

  /** Asks something of the room. */
  send(command: Command): Promise<CommandAnswer> {
    return this.commands.send(command);
  }

  /** Sends a call's signalling to a connection; answers whether it is on its way. */
  rtc(to: string, data: unknown): Promise<boolean> {
    return new Promise((settle) => {
      this.asker.ask<OkAck>("rtc", [{ to, data }], ({ ok }) => settle(ok));
    });
  }

  /** Goes, and says so as far as there is time. What is unsent is kept. */
  leave(): void {
    for (const pad of this.pads.get().values()) pad.leave();
    this.connection.stop("left");
  }

  /** Ends everything that runs. */
  destroy(): void {
    clearTimeout(this.reloading);
    this.leave();
    for (const pad of this.pads.get().values()) pad.destroy();
  }

  /** The person is done with a refused text. */
  dismiss(text: GivenBack): void {
    this.givenBack.dismiss(text);
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
        if (entry.seq <= (this.historyUntil ?? 0)) return this.timeline.addHistory(entry);
        this.clock.heard(entry.at);
        this.timeline.add(entry);
      },
      edit: (pad, update) => this.pads.get().get(pad)?.receive(update),
      awareness: (pad, update) => this.pads.get().get(pad)?.receiveAwareness(update),
      rtc: this.rtcInbox.receive,
      closed: () => {},
    };
  }

  private disconnected(): void {
    this.asker.forget();
    this.commands.pause();
    this.rtcInbox.clear();
    for (const pad of this.pads.get().values()) pad.pause();
  }

  private viewChanged(view: RoomView): void {
    const before = this.view.get();
    for (const { id, title } of view.pads) this.titles.set(id, title);
    this.view.set(view);
    void this.givenBack.show(view.me.id);
    const open = this.pads.get();
    this.syncPads(view);
    const { id, state } = view.me;
    const came = before?.me.id !== id || before.me.state !== state;
    if (came && state === "inside") this.settings.inside(id);
    if (state !== "inside") this.rtcInbox.clear();
    const out = state === "removed" || state === "rejected";
    if (came && out) void this.giveBackKept(id, NOT_INSIDE, open);
    const inside = before?.me.state === "inside" && view.me.state === "inside";
    if (inside && before.me.role !== view.me.role) void this.reloadHistory();
  }

  /** One provider for each pad in the view; all others go. */
  private syncPads(view: RoomView): void {
    const pads = new Map(this.pads.get());
    const readable = new Set(view.pads.map(({ id }) => id));
    for (const [id, provider] of pads) {
      if (readable.has(id)) continue;
      provider.discard(view.me.state === "inside" ? FORBIDDEN : NOT_INSIDE);
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
      refused: (refused) => this.givenBack.add(person, { ...refused, title: this.titles.get(pad) }),
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
    if (reason !== "ended" && reason !== "unknown_room") return;
    const person = this.view.get()?.me.id ?? this.settings.lastInside();
    if (person === null) return;
    const why = reason === "ended" ? ENDED : GONE;
    for (const pad of this.pads.get().values()) pad.surrender(why);
    void this.givenBack.show(person);
    void this.giveBackKept(person, why, this.pads.get());
  }

  /** Gives back what an earlier page left unsent, in pads that were not `open` here and did so themselves. */
  private async giveBackKept(
    person: string,
    why: Why,
    open: ReadonlyMap<string, PadProvider>,
  ): Promise<void> {
    const { room, padsWithUnsent, unsentStore } = this.settings;
    const pads = await padsWithUnsent({ room, person }).catch(() => []);
    for (const pad of pads.filter((id) => !open.has(id))) {
      const store = unsentStore({ room, person, pad });
      // What can't be read now is still there the next time.
      await store
        .load()
        .then(async (left) => {
          const lost = lostIn([...left.values()]);
          const refused = { pad, ...why, ...lost, title: this.titles.get(pad) };
          const kept = lost.text === "" || (await this.givenBack.add(person, refused));
          if (kept) await store.remove([...left.keys()]);
        })
        .catch(() => {});
    }
  }

  /** Another role may see other entries; asked for again while it fails, since none is sent twice. */
  private async reloadHistory(): Promise<void> {
    clearTimeout(this.reloading);
    const entries = await this.settings.history().catch(() => null);
    if (entries) this.timeline.replace(entries);
    else this.reloading = setTimeout(() => void this.reloadHistory(), RELOAD_AGAIN_MS);
  }

  private reportSaved(): void {
    const pads = [...this.pads.get().values()].map(({ outbox }) => outbox.unsent.get());
    const next = savedState(this.connection.link.get(), pads, {
      commands: this.commands.unanswered.get(),
      givenBack: this.refused.get().length,
    });
    if (!sameSaved(next, this.saved.get())) this.saved.set(next);
  }
}

function sameKeys(a: ReadonlyMap<string, unknown>, b: ReadonlyMap<string, unknown>): boolean {
  return a.size === b.size && [...a.keys()].every((key) => b.has(key));
}
