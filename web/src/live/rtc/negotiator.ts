/** What two connections tell each other to agree on a call; one of the three at a time. */
export interface Negotiation {
  description?: RTCSessionDescriptionInit | undefined;
  candidate?: RTCIceCandidateInit | undefined;
  turn?: Turn | undefined;
}

/** Whose turn it is to offer: asked for by the side that does not have it, and handed over by the other one. */
export type Turn = "wanted" | "yours";

interface NegotiatorSettings {
  connection: RTCPeerConnection;
  /** Whether the first turn to offer is this side's; on the other side it must not be. */
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
 * Lets both sides offer at any time, in turns: who has something to say and not the turn asks for it, and gets
 * it between two offers. So offers never cross, and none is ever taken back. Perfect negotiation (WebRTC 1.0,
 * 10.7) does that instead, and a Chromium that takes an offer back shows no picture of that connection any more
 * (decision 16).
 */
export class Negotiator {
  private hasTurn: boolean;
  /** The other side waits for the turn. */
  private asked = false;
  /** This side has something to say that no description has said yet. */
  private needed = false;
  private offering = false;
  /** Candidates that came before any description; there is nothing yet to add them to. */
  private early: RTCIceCandidateInit[] = [];
  /** Messages are taken one by one, in the order they came. */
  private taken: Promise<void> = Promise.resolve();
  private closed = false;

  constructor(private readonly settings: NegotiatorSettings) {
    const { connection, begins, send } = settings;
    this.hasTurn = begins;
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
    if (this.hasTurn) this.proceed();
    else this.settings.send({ turn: "wanted" });
  }

  /** Offers where there is something to say, and hands the turn over where the other side waits for it. */
  private proceed(): void {
    if (!this.hasTurn || this.offering || this.settings.connection.signalingState !== "stable")
      return;
    if (this.needed) void this.offer();
    else if (this.asked) this.handOver();
  }

  private handOver(): void {
    this.hasTurn = false;
    this.asked = false;
    this.settings.send({ turn: "yours" });
  }

  private async offer(): Promise<void> {
    this.needed = false;
    this.offering = true;
    try {
      await this.settings.prepare();
      if (!this.closed) await this.describe();
    } catch (error) {
      this.fail(error);
    } finally {
      this.offering = false;
    }
  }

  /** Says what this side would have: an offer, or the answer to one that came. */
  private async describe(): Promise<void> {
    const { connection, send } = this.settings;
    await connection.setLocalDescription();
    const description = connection.localDescription;
    if (description && !this.closed) send({ description: asInit(description) });
  }

  private async take({ description, candidate, turn }: Negotiation): Promise<void> {
    if (description?.type === "offer") await this.takeOffer(description);
    else if (description) await this.takeAnswer(description);
    else if (candidate) await this.takeCandidate(candidate);
    else if (turn) this.takeTurn(turn);
  }

  private async takeOffer(offer: RTCSessionDescriptionInit): Promise<void> {
    // Of a browser that knows of no turns: to take it might mean to take one's own back.
    if (this.hasTurn) return;
    const { prepare, beforeAnswer } = this.settings;
    // What was to be said is said by the answer, or asked for again after it.
    this.needed = false;
    await this.setRemote(offer);
    await prepare();
    if (this.closed) return;
    beforeAnswer();
    await this.describe();
  }

  private async takeAnswer(answer: RTCSessionDescriptionInit): Promise<void> {
    await this.setRemote(answer);
    this.proceed();
  }

  private async setRemote(description: RTCSessionDescriptionInit): Promise<void> {
    await this.settings.connection.setRemoteDescription(description);
    for (const candidate of this.early.splice(0)) await this.add(candidate);
  }

  private takeTurn(turn: Turn): void {
    // Whoever hands it over wants it no more.
    this.asked = turn === "wanted";
    if (turn === "yours") this.hasTurn = true;
    this.proceed();
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
