import { afterEach, beforeEach, vi } from "vitest";

/** A description of `MemoryConnection`: which offer of whose it is, or answers. */
interface Described {
  type: "offer" | "answer";
  sdp: string;
}

/** A place for media, as far as sessions look at it. */
class MemoryPlace {
  direction = "recvonly";
  readonly sender = {
    track: null as unknown,
    replaceTrack: async (track: unknown) => {
      this.sender.track = track;
    },
    setStreams: () => {},
    getParameters: () => ({ encodings: [] }),
  };
  readonly receiver = { track: { kind: "any" }, getSynchronizationSources: () => [] };
}

let offers = 0;

/**
 * The twin of `RTCPeerConnection`, without a network: the states of negotiation as the specification has them,
 * each step a moment later. It refuses what a real one refuses, and an offer beside one of its own.
 */
export class MemoryConnection {
  signalingState: "stable" | "have-local-offer" | "have-remote-offer" | "closed" = "stable";
  connectionState: RTCPeerConnectionState = "new";
  localDescription: Described | null = null;
  remoteDescription: Described | null = null;
  onnegotiationneeded: (() => void) | null = null;
  onicecandidate: ((event: { candidate: unknown }) => void) | null = null;
  onconnectionstatechange: (() => void) | null = null;
  ontrack: (() => void) | null = null;
  /** How many offers were answered, in either direction. */
  agreed = 0;
  readonly candidates: RTCIceCandidateInit[] = [];
  readonly errors: string[] = [];
  /** The servers that each description was made with. */
  readonly searched: (readonly RTCIceServer[])[] = [];
  private configuration: RTCConfiguration = {};
  private needed = false;
  /** Several needs of one moment are said once. */
  private asking = false;
  private places: MemoryPlace[] = [];

  addTransceiver(_kind: string, { direction }: { direction: string }): MemoryPlace {
    const place = new MemoryPlace();
    place.direction = direction;
    this.places.push(place);
    this.need();
    return place;
  }

  getTransceivers(): MemoryPlace[] {
    return this.places;
  }

  getConfiguration(): RTCConfiguration {
    return this.configuration;
  }

  setConfiguration(configuration: RTCConfiguration): void {
    if (this.signalingState === "closed") this.refuse("it is closed");
    this.configuration = configuration;
  }

  restartIce(): void {
    this.need();
  }

  async setLocalDescription(): Promise<void> {
    this.searched.push(this.configuration.iceServers ?? []);
    await moment();
    if (this.signalingState === "have-remote-offer") {
      this.localDescription = { type: "answer", sdp: this.remoteDescription?.sdp ?? "" };
      return this.settled();
    }
    if (this.signalingState !== "stable") this.refuse("an offer is out already");
    offers += 1;
    this.needed = false;
    this.localDescription = { type: "offer", sdp: `offer ${offers}` };
    this.signalingState = "have-local-offer";
  }

  async setRemoteDescription(description: Described): Promise<void> {
    await moment();
    if (description.type === "answer") {
      if (this.signalingState !== "have-local-offer") this.refuse("there is nothing to answer");
      if (description.sdp !== this.localDescription?.sdp) this.refuse("it answers something else");
      this.remoteDescription = description;
      return this.settled();
    }
    if (this.signalingState === "have-remote-offer") this.refuse("another offer waits");
    // A real one takes its own back, and then shows no picture any more.
    if (this.signalingState === "have-local-offer") this.refuse("an offer of its own is out");
    this.remoteDescription = description;
    this.signalingState = "have-remote-offer";
    while (this.places.length < 4) this.places.push(new MemoryPlace());
  }

  async addIceCandidate(candidate: RTCIceCandidateInit): Promise<void> {
    await moment();
    if (!this.remoteDescription) this.refuse("a candidate came too early");
    this.candidates.push(candidate);
  }

  /** It carries nothing, so there is nothing to measure. */
  async getStats(): Promise<ReadonlyMap<string, unknown>> {
    return new Map();
  }

  close(): void {
    this.signalingState = "closed";
  }

  /** The network does something. */
  becomes(state: RTCPeerConnectionState): void {
    this.connectionState = state;
    this.onconnectionstatechange?.();
  }

  private settled(): void {
    this.agreed += 1;
    this.signalingState = "stable";
    if (this.needed) this.need();
  }

  private need(): void {
    this.needed = true;
    if (this.asking) return;
    this.asking = true;
    queueMicrotask(() => {
      this.asking = false;
      if (this.needed && this.signalingState === "stable") this.onnegotiationneeded?.();
    });
  }

  private refuse(why: string): never {
    this.errors.push(why);
    throw new Error(why);
  }
}

/** Long enough for whatever else is on its way to come in between. */
const moment = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1));

/** For tests of calls: time passes when they let it, and streams are only names. */
export function withoutMedia(): void {
  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal("MediaStream", class {});
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });
}
