/** What two connections tell each other to agree on a call; one of the three at a time. */
export interface Negotiation {
  description?: RTCSessionDescriptionInit | undefined;
  candidate?: RTCIceCandidateInit | undefined;
  floor?: Floor | undefined;
}

/** Who has the floor may offer. The other side asks for it, and it is handed over. */
export type Floor = "wanted" | "yours";

interface NegotiatorSettings {
  connection: RTCPeerConnection;
  /** Whether this side has the floor at first; the other one must not. */
  begins: boolean;
  /** Done before each description: with one of them the search for ways between the two may begin. */
  prepare: () => Promise<void>;
  send: (negotiation: Negotiation) => void;
  /** An offer was taken and is about to be answered: the moment to say what one sends back. */
  beforeAnswer: () => void;
  /** It can't go on like this; a new connection may. */
  failed: (error: unknown) => void;
}

/**
 * Both sides may have something to say at any time, and offer in turns: who does not have the floor asks for
 * it, and gets it when no offer is out. So offers never cross. Perfect negotiation (WebRTC 1.0, 10.7) lets them
 * cross and takes one of the two back; a Chromium that has done so shows no picture of that connection any more
 * (decision 16).
 */
export class Negotiator {
  private hasFloor: boolean;
  /** The other side waits for the floor. */
  private asked = false;
  /** This side has something to say that no description has said yet. */
  private needed = false;
  /** An offer is being made or answered. */
  private busy = false;
  /** Candidates that came before any description; there is nothing yet to add them to. */
  private early: RTCIceCandidateInit[] = [];
  /** Messages are taken one by one, in the order they came. */
  private taken: Promise<void> = Promise.resolve();
  private closed = false;

  constructor(private readonly settings: NegotiatorSettings) {
    const { connection, begins, send } = settings;
    this.hasFloor = begins;
    connection.onnegotiationneeded = () => this.need();
    connection.onicecandidate = ({ candidate }) => {
      if (candidate && !this.closed) send({ candidate: candidate.toJSON() });
    };
  }

  /** Takes what the other side sent. */
  receive(negotiation: Negotiation): void {
    this.taken = this.taken
      .then(() => (this.closed ? undefined : this.take(negotiation)))
      .catch((error: unknown) => this.fail(error));
  }

  /** What still comes or happens is of no interest any more. */
  close(): void {
    this.closed = true;
    const { connection } = this.settings;
    connection.onnegotiationneeded = null;
    connection.onicecandidate = null;
  }

  private need(): void {
    this.needed = true;
    if (!this.hasFloor) this.settings.send({ floor: "wanted" });
    this.proceed();
  }

  /** Whether no offer is out, neither of this side nor of the other one. */
  private get settled(): boolean {
    return !this.busy && this.settings.connection.signalingState === "stable";
  }

  /** Offers where there is something to say, and hands the floor over where the other side waits for it. */
  private proceed(): void {
    if (this.closed || !this.hasFloor || !this.settled) return;
    if (this.needed) this.offer();
    else if (this.asked) this.handOver();
  }

  private offer(): void {
    this.needed = false;
    const { prepare } = this.settings;
    this.whileBusy(async () => {
      await prepare();
      if (!this.closed) await this.describe();
    }).catch((error: unknown) => this.fail(error));
  }

  private handOver(): void {
    this.hasFloor = false;
    this.asked = false;
    this.settings.send({ floor: "yours" });
  }

  private async whileBusy(act: () => Promise<void>): Promise<void> {
    this.busy = true;
    try {
      await act();
    } finally {
      this.busy = false;
    }
  }

  /** Says what this side would have: an offer, or the answer to one that came. */
  private async describe(): Promise<void> {
    const { connection, send } = this.settings;
    await connection.setLocalDescription();
    const description = connection.localDescription;
    if (description && !this.closed) send({ description: asInit(description) });
  }

  private async take({ description, candidate, floor }: Negotiation): Promise<void> {
    if (description?.type === "offer") await this.takeOffer(description);
    else if (description) await this.takeAnswer(description);
    else if (candidate) await this.takeCandidate(candidate);
    else if (floor) this.takeFloor(floor);
    this.proceed();
  }

  private async takeOffer(offer: RTCSessionDescriptionInit): Promise<void> {
    // A page of an older version offers unasked; while an offer of this side is out, it expects that its own is dropped.
    if (!this.settled) return;
    const { prepare, beforeAnswer } = this.settings;
    // What was to be said is said by the answer, or asked for again after it.
    this.needed = false;
    await this.whileBusy(async () => {
      await this.setRemote(offer);
      await prepare();
      if (this.closed) return;
      beforeAnswer();
      await this.describe();
    });
  }

  private async takeAnswer(answer: RTCSessionDescriptionInit): Promise<void> {
    // One to nothing is none.
    if (this.settings.connection.signalingState === "have-local-offer")
      await this.setRemote(answer);
  }

  private async setRemote(description: RTCSessionDescriptionInit): Promise<void> {
    await this.settings.connection.setRemoteDescription(description);
    for (const candidate of this.early.splice(0)) await this.add(candidate);
  }

  private takeFloor(floor: Floor): void {
    // Whoever hands it over wants it no more.
    this.asked = floor === "wanted";
    if (floor === "yours") this.hasFloor = true;
  }

  private async takeCandidate(candidate: RTCIceCandidateInit): Promise<void> {
    if (this.settings.connection.remoteDescription) await this.add(candidate);
    else this.early.push(candidate);
  }

  /** One that belongs to a search that was given up fits nowhere: that is no failure. */
  private add(candidate: RTCIceCandidateInit): Promise<void> {
    return this.settings.connection.addIceCandidate(candidate).catch(() => {});
  }

  private fail(error: unknown): void {
    if (!this.closed) this.settings.failed(error);
  }
}

const asInit = ({ type, sdp }: RTCSessionDescription): RTCSessionDescriptionInit => ({ type, sdp });
