import { type Negotiation, Negotiator } from "@/live/rtc/negotiator";
import { eachSlot, KINDS, SLOTS, type Slot, type Tracks } from "@/live/rtc/slots";

interface SessionSettings {
  connection: RTCPeerConnection;
  /** Whether this side makes the places for media, and offers first. */
  begins: boolean;
  /** Those whose credentials hold now. */
  servers: () => Promise<RTCIceServer[]>;
  send: (negotiation: Negotiation) => void;
  /** The state of the connection changed. */
  changed: () => void;
  failed: (error: unknown) => void;
}

/**
 * One attempt at a call with one other connection, from its first offer until it is given up for another.
 * The side that begins makes the places for media, and the other one takes them over from its first offer: were
 * both to make them, there would be two sets.
 */
export class Session {
  readonly connection: RTCPeerConnection;
  private readonly negotiator: Negotiator;
  private places: RTCRtpTransceiver[] = [];
  private tracks: Tracks | null = null;
  private servers: RTCIceServer[] | null = null;
  /** The places where one track is being replaced by another. */
  private readonly replacing = new Set<Slot>();
  /** One stream for all that is sent: voice and face stay in time with each other. */
  private readonly outgoing = new MediaStream();

  constructor(settings: SessionSettings) {
    const { connection, begins, servers, send, changed, failed } = settings;
    this.connection = connection;
    const prepare = async () => this.use(await servers());
    const beforeAnswer = () => this.takePlaces();
    this.negotiator = new Negotiator({ connection, begins, prepare, send, beforeAnswer, failed });
    connection.onconnectionstatechange = changed;
    connection.ontrack = changed;
    if (begins) this.makePlaces();
  }

  get state(): RTCPeerConnectionState {
    return this.connection.connectionState;
  }

  receive(negotiation: Negotiation): void {
    this.negotiator.receive(negotiation);
  }

  /** Sends these from now on, each in its place. */
  put(tracks: Tracks): void {
    this.tracks = tracks;
    for (const slot of SLOTS) void this.fill(slot);
  }

  /** What comes from the other side: the tracks are there from the start, whether or not they carry anything. */
  received(): Tracks {
    return eachSlot((slot) => this.place(slot)?.receiver.track ?? null);
  }

  place(slot: Slot): RTCRtpTransceiver | undefined {
    return this.places[SLOTS.indexOf(slot)];
  }

  /** Looks for new ways between the two; media go on over the old ones as long as those work. */
  restart(): void {
    this.connection.restartIce();
  }

  close(): void {
    this.negotiator.close();
    this.connection.onconnectionstatechange = null;
    this.connection.ontrack = null;
    this.connection.close();
  }

  /** Looks for ways by these servers from the next search on. */
  private use(servers: RTCIceServer[]): void {
    if (servers === this.servers || this.connection.signalingState === "closed") return;
    this.servers = servers;
    this.connection.setConfiguration({
      ...this.connection.getConfiguration(),
      iceServers: servers,
    });
  }

  private makePlaces(): void {
    const streams = [this.outgoing];
    this.places = SLOTS.map((slot) =>
      this.connection.addTransceiver(KINDS[slot], { direction: "sendrecv", streams }),
    );
  }

  /**
   * Sends what is wished for in a place. Until a change is done the place tells of the track before, so it is
   * looked at again after each: what was wished for meanwhile comes next.
   */
  private async fill(slot: Slot): Promise<void> {
    const sender = this.place(slot)?.sender;
    if (!sender || this.replacing.has(slot)) return;
    const wished = () => this.tracks?.[slot] ?? null;
    this.replacing.add(slot);
    try {
      while (sender.track !== wished()) await sender.replaceTrack(wished());
    } catch {
      // Only one of a connection that is closed is refused.
    } finally {
      this.replacing.delete(slot);
    }
  }

  private takePlaces(): void {
    if (this.places.length > 0) return;
    this.places = this.connection.getTransceivers().slice(0, SLOTS.length);
    for (const place of this.places) {
      place.direction = "sendrecv";
      place.sender.setStreams?.(this.outgoing);
    }
    if (this.tracks) this.put(this.tracks);
  }
}
