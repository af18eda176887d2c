import type { IceServers } from "@/api/rtc/ice-servers";
import { newId } from "@/live/ids";
import type { LiveRoom } from "@/live/live-room";
import type { OwnMedia } from "@/live/media/own-media";
import { IceList } from "@/live/rtc/ice-list";
import { limit } from "@/live/rtc/limits";
import { Mesh } from "@/live/rtc/mesh";
import { Pulse } from "@/live/rtc/pulse";
import { outOf, type Seat, seatsOf } from "@/live/rtc/seats";
import { NO_TRACKS, type Tracks } from "@/live/rtc/slots";
import { Store } from "@/live/store";
import type { RoomView } from "@/live/types";

/** How this browser takes part. */
export type Part =
  /** Not at all: there is no connection to the room. */
  | "none"
  /** The person's newer tab does. */
  | "elsewhere"
  /** Too many are here. */
  | "full"
  /** With the voice, since there are others with video already. */
  | "voice"
  | "video";

interface CallSettings {
  live: LiveRoom;
  media: OwnMedia;
  servers: () => Promise<IceServers>;
  connect: (configuration: RTCConfiguration) => RTCPeerConnection;
}

/** The room's call as one browser takes part in it, from entering the room until leaving it. */
export class Call {
  readonly mesh: Mesh;
  readonly pulse: Pulse;
  readonly part = new Store<Part>("none");
  /** Whether the candidates work unobserved: their pictures are withheld. */
  readonly focus = new Store(false);
  private readonly ice: IceList;
  private focusEnd: ReturnType<typeof setTimeout> | undefined;
  private unsubscribe: (() => void)[] = [];

  constructor(private readonly settings: CallSettings) {
    const { live, connect, servers } = settings;
    this.ice = new IceList(servers);
    this.mesh = new Mesh({
      connect: () => connect({ bundlePolicy: "max-bundle" }),
      servers: () => this.ice.fresh(),
      send: (to, signal) => live.rtc(to, signal),
      newId,
      changed: () => this.tune(),
    });
    this.pulse = new Pulse(() => this.mesh.entries());
  }

  start(): void {
    const { live, media } = this.settings;
    const refresh = () => this.refresh();
    this.unsubscribe = [
      live.view,
      live.connection.link,
      media.microphone.capture,
      media.camera.capture,
      media.screen.shared,
    ].map((store) => store.subscribe(refresh));
    live.rtcInbox.open((from, data) => this.mesh.receive(from, data));
    this.pulse.start();
    // Before anyone waits for it.
    void this.ice.fresh();
    this.refresh();
  }

  /** Leaves the call; the others see it at once. */
  stop(): void {
    for (const unsubscribe of this.unsubscribe) unsubscribe();
    clearTimeout(this.focusEnd);
    this.settings.live.rtcInbox.open(null);
    this.pulse.stop();
    this.mesh.clear();
  }

  /** Follows the room: who is here, how one is connected, what is on. */
  private refresh(): void {
    const { live } = this.settings;
    const view = live.view.get();
    const { phase } = live.connection.link.get();
    if (!view || phase !== "online" || view.me.state !== "inside") {
      if (phase === "reconnecting") this.mesh.pause();
      else this.mesh.clear();
      this.part.set("none");
      return;
    }
    this.followFocus(view);
    const seats = seatsOf(view);
    const own = seats.find(({ person }) => person === view.me.id);
    this.takePart(partOf(own, view.me.connection));
    if (own?.connection !== view.me.connection) this.mesh.clear();
    else this.mesh.update(own.connection, this.others(seats, own, view), outOf(view));
    this.tune();
  }

  private takePart(part: Part): void {
    const taken = part === "elsewhere" && this.part.get() !== part;
    this.part.set(part);
    // Two tabs that film are one too many, and nobody sees this one.
    if (taken) this.settings.media.pause();
  }

  private others(seats: Seat[], own: Seat, { me }: RoomView) {
    const { microphone, camera, screen, sound } = this.tracks();
    const withheld = this.focus.get() && me.role === "candidate";
    return seats
      .filter((seat) => seat !== own)
      .map(({ person, connection, video }) => {
        const voice = { ...NO_TRACKS, microphone };
        const all = video && own.video && !withheld;
        return { person, connection, tracks: all ? { microphone, camera, screen, sound } : voice };
      });
  }

  /** What this person has on. */
  private tracks(): Tracks {
    const { microphone, camera, screen } = this.settings.media;
    const [voice, face] = [microphone.capture.get(), camera.capture.get()];
    const shared = screen.shared.get();
    return {
      microphone: voice.on ? voice.track : null,
      camera: face.on ? face.track : null,
      screen: shared?.screen ?? null,
      sound: shared?.sound ?? null,
    };
  }

  private followFocus({ focusTime, me }: RoomView): void {
    const { live, media } = this.settings;
    clearTimeout(this.focusEnd);
    const left = focusTime ? focusTime.until - live.clock.time() : 0;
    const active = left > 0;
    if (active) this.focusEnd = setTimeout(() => this.refresh(), left);
    const begins = active && !this.focus.get();
    this.focus.set(active);
    // Unobserved is unheard, too; who wants to ask something turns it on again.
    if (begins && me.role === "candidate") media.microphone.turnOff();
  }

  private tune(): void {
    const links = this.mesh.entries().filter(([, { phase }]) => phase === "connected");
    const sharing = this.settings.media.screen.shared.get() !== null;
    const watched = this.mesh.watching();
    for (const [, { session }] of links) if (session) void limit(session, watched, sharing);
  }
}

function partOf(own: Seat | undefined, connection: string): Part {
  if (!own) return "full";
  if (own.connection !== connection) return "elsewhere";
  return own.video ? "video" : "voice";
}
