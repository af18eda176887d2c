import { MemoryConnection } from "@/live/memory/memory-connection";
import { type Negotiation, Negotiator } from "@/live/rtc/negotiator";

/** Two that talk to each other; a message takes `delay` ms, and `prepare` comes before a description. */
function pair(delay = 3, prepare = async () => {}) {
  const errors: unknown[] = [];
  const sent: Negotiation[] = [];
  const side = (polite: boolean) => {
    const memory = new MemoryConnection();
    const to: { current: Negotiator | null } = { current: null };
    const negotiator = new Negotiator({
      connection: memory as unknown as RTCPeerConnection,
      polite,
      send: (negotiation) => {
        sent.push(negotiation);
        setTimeout(() => to.current?.receive(negotiation), delay);
      },
      prepare,
      beforeAnswer: () => {},
      failed: (error) => errors.push(error),
    });
    return { memory, negotiator, to };
  };
  const [polite, impolite] = [side(true), side(false)];
  polite.to.current = impolite.negotiator;
  impolite.to.current = polite.negotiator;
  return { polite, impolite, errors, sent };
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const settle = () => vi.advanceTimersByTimeAsync(200);

test("an offer is answered", async () => {
  const { polite, impolite, errors } = pair();
  impolite.memory.restartIce();
  await settle();
  expect([polite.memory.signalingState, impolite.memory.signalingState]).toEqual([
    "stable",
    "stable",
  ]);
  expect(polite.memory.agreed).toBe(1);
  expect(errors).toEqual([]);
});

test.each([1, 2, 3, 4, 5, 6])("round %i: both offer at once, whatever the delay", async (delay) => {
  const { polite, impolite, errors } = pair(delay);
  for (let round = 1; round <= 6; round += 1) {
    polite.memory.restartIce();
    impolite.memory.restartIce();
    await settle();
    expect(polite.memory.signalingState).toBe("stable");
    expect(impolite.memory.signalingState).toBe("stable");
    // Both had something to say, so both were heard.
    expect(polite.memory.agreed).toBe(2 * round);
    expect(impolite.memory.agreed).toBe(2 * round);
  }
  expect(errors).toEqual([]);
  expect(polite.memory.errors.concat(impolite.memory.errors)).toEqual([]);
});

test("the impolite side keeps its own offer", async () => {
  const { impolite, sent } = pair();
  impolite.memory.restartIce();
  await vi.advanceTimersByTimeAsync(2);
  const own = impolite.memory.localDescription;
  impolite.negotiator.receive({ description: { type: "offer", sdp: "of the other" } });
  await vi.advanceTimersByTimeAsync(3);
  expect(impolite.memory.localDescription).toBe(own);
  expect(sent.filter(({ description }) => description?.type === "answer")).toEqual([]);
});

test("candidates wait for a description", async () => {
  const { polite } = pair();
  polite.negotiator.receive({ candidate: { candidate: "early" } });
  await settle();
  expect(polite.memory.candidates).toEqual([]);
  polite.negotiator.receive({ description: { type: "offer", sdp: "offer" } });
  await settle();
  expect(polite.memory.candidates).toEqual([{ candidate: "early" }]);
  expect(polite.memory.errors).toEqual([]);
});

test("a candidate that fits nowhere is no failure", async () => {
  const { polite, errors } = pair();
  polite.negotiator.receive({ description: { type: "offer", sdp: "offer" } });
  polite.memory.addIceCandidate = () => Promise.reject(new Error("unknown ufrag"));
  polite.negotiator.receive({ candidate: { candidate: "stray" } });
  await settle();
  expect(errors).toEqual([]);
});

test("once closed it is silent", async () => {
  const { impolite, sent } = pair();
  impolite.memory.restartIce();
  impolite.negotiator.close();
  impolite.negotiator.receive({ description: { type: "offer", sdp: "offer" } });
  await settle();
  expect(sent).toEqual([]);
});

test("both offer while they wait for servers", async () => {
  const slow = () => new Promise<void>((resolve) => setTimeout(resolve, 20));
  const { polite, impolite, errors } = pair(3, slow);
  const answered = vi.spyOn(polite.memory, "setLocalDescription");
  impolite.memory.restartIce();
  // Its own offer is waited with while the other one comes.
  setTimeout(() => polite.memory.restartIce(), 15);
  await settle();
  expect([polite.memory.agreed, impolite.memory.agreed]).toEqual([2, 2]);
  expect(answered).toHaveBeenCalledTimes(2);
  expect(errors).toEqual([]);
  expect(polite.memory.errors.concat(impolite.memory.errors)).toEqual([]);
});

test("servers are asked for before an answer, too", async () => {
  const prepare = vi.fn(async () => {});
  pair(3, prepare).impolite.memory.restartIce();
  await settle();
  expect(prepare).toHaveBeenCalledTimes(2);
});
