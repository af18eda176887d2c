/** What two connections tell each other to agree on a call; one of the two at a time. */
export interface Negotiation {
  description?: RTCSessionDescriptionInit | undefined;
  candidate?: RTCIceCandidateInit | undefined;
}

interface NegotiatorSettings {
  connection: RTCPeerConnection;
  /** Whether this side gives way when both offer at once; the other one must not. */
  polite: boolean;
  /** Done before each description: with one of them the search for ways between the two may begin. */
  prepare: () => Promise<void>;
  send: (negotiation: Negotiation) => void;
  /** An offer was taken and is about to be answered: the moment to say what one sends back. */
  beforeAnswer: () => void;
  /** It can't go on like this; a new connection may. */
  failed: (error: unknown) => void;
}

/**
 * Perfect negotiation (WebRTC 1.0, 10.7): both sides may offer at any time. When they do so at once, the
 * polite one takes its own offer back and answers, and the other one ignores what came.
 */
export class Negotiator {
  private offering = false;
  /** Candidates that came before any description; there is nothing yet to add them to. */
  private early: RTCIceCandidateInit[] = [];
  /** Messages are taken one by one, in the order they came. */
  private taken: Promise<void> = Promise.resolve();
  private closed = false;

  constructor(private readonly settings: NegotiatorSettings) {
    const { connection, send } = settings;
    connection.onnegotiationneeded = () => void this.offer();
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

  private async offer(): Promise<void> {
    const { connection, prepare } = this.settings;
    this.offering = true;
    try {
      await prepare();
      // An offer that came meanwhile is answered; what is left to say is asked for again after that.
      if (connection.signalingState === "stable") await this.describe();
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

  private async take({ description, candidate }: Negotiation): Promise<void> {
    if (description) await this.takeDescription(description);
    else if (candidate) await this.takeCandidate(candidate);
  }

  private async takeDescription(description: RTCSessionDescriptionInit): Promise<void> {
    const { connection, polite, prepare, beforeAnswer } = this.settings;
    const busy = this.offering || connection.signalingState !== "stable";
    const offer = description.type === "offer";
    if (offer && busy && !polite) return;
    // An answer to an offer that was taken back meanwhile has nothing to answer.
    if (!offer && connection.signalingState !== "have-local-offer") return;
    await connection.setRemoteDescription(description);
    for (const candidate of this.early.splice(0)) await this.add(candidate);
    if (!offer) return;
    await prepare();
    if (this.closed) return;
    beforeAnswer();
    await this.describe();
  }

  private async takeCandidate(candidate: RTCIceCandidateInit): Promise<void> {
    if (this.settings.connection.remoteDescription) await this.add(candidate);
    else this.early.push(candidate);
  }

  /** One that belongs to an offer that was ignored or taken back fits nowhere: that is no failure. */
  private add(candidate: RTCIceCandidateInit): Promise<void> {
    return this.settings.connection.addIceCandidate(candidate).catch(() => {});
  }

  private fail(error: unknown): void {
    if (!this.closed) this.settings.failed(error);
  }
}

const asInit = ({ type, sdp }: RTCSessionDescription): RTCSessionDescriptionInit => ({ type, sdp });
