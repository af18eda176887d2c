import { MemoryConnection } from "@/live/memory/memory-connection";
import { type Negotiation, Negotiator } from "@/live/rtc/negotiator";

/** Two that talk to each other; a message takes `delay` ms, and `prepare` comes before a description. */
function pair(delay = 3, prepare = async () => {}) {
  const errors: unknown[] = [];
  const sent: Negotiation[] = [];
  const side = (begins: boolean) => {
    const memory = new MemoryConnection();
    const to: { current: Negotiator | null } = { current: null };
    const negotiator = new Negotiator({
      connection: memory as unknown as RTCPeerConnection,
      begins,
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
  const [first, second] = [side(true), side(false)];
  first.to.current = second.negotiator;
  second.to.current = first.negotiator;
  return { first, second, errors, sent };
}

type Negotiating = ReturnType<typeof pair>["first"];

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const settle = () => vi.advanceTimersByTimeAsync(200);

test("an offer is answered", async () => {
  const { first, second, errors } = pair();
  first.memory.restartIce();
  await settle();
  expect([second.memory.signalingState, first.memory.signalingState]).toEqual(["stable", "stable"]);
  expect(second.memory.agreed).toBe(1);
  expect(errors).toEqual([]);
});

test.each([1, 2, 3, 4, 5, 6])("both want to offer at once, six rounds, delay %i", async (delay) => {
  const { first, second, errors } = pair(delay);
  for (let round = 1; round <= 6; round += 1) {
    second.memory.restartIce();
    first.memory.restartIce();
    await settle();
    expect(second.memory.signalingState).toBe("stable");
    expect(first.memory.signalingState).toBe("stable");
    // Both had something to say, so both were heard.
    expect(second.memory.agreed).toBe(2 * round);
    expect(first.memory.agreed).toBe(2 * round);
  }
  expect(errors).toEqual([]);
  expect(second.memory.errors.concat(first.memory.errors)).toEqual([]);
});

/** The steps since it was last asked. */
const steps = (sent: Negotiation[]) =>
  sent.splice(0).map(({ floor, description }) => floor ?? description?.type);

test("who does not have the floor asks for it, and keeps it", async () => {
  const { second, sent } = pair();
  second.memory.restartIce();
  await settle();
  expect(steps(sent)).toEqual(["wanted", "yours", "offer", "answer"]);
  second.memory.restartIce();
  await settle();
  expect(steps(sent)).toEqual(["offer", "answer"]);
});

test("the floor is handed over when the offer that is out has its answer", async () => {
  const { first, second, sent } = pair();
  first.memory.restartIce();
  await vi.advanceTimersByTimeAsync(2);
  second.memory.restartIce();
  await settle();
  const others = steps(sent).filter((step) => step !== "wanted");
  expect(others).toEqual(["offer", "answer", "yours", "offer", "answer"]);
});

test("an unasked offer is answered while none is out", async () => {
  const { first, sent } = pair();
  first.negotiator.receive({ description: { type: "offer", sdp: "of an older version" } });
  await settle();
  expect(steps(sent)).toEqual(["answer"]);
});

test("an unasked offer is dropped while one is out", async () => {
  const { first, sent } = pair();
  first.memory.restartIce();
  await vi.advanceTimersByTimeAsync(2);
  const own = first.memory.localDescription;
  first.negotiator.receive({ description: { type: "offer", sdp: "of an older version" } });
  await vi.advanceTimersByTimeAsync(3);
  expect(first.memory.localDescription).toBe(own);
  expect(first.memory.errors).toEqual([]);
  expect(steps(sent)).toEqual(["offer"]);
});

test("an answer to nothing is none", async () => {
  const { second, errors } = pair();
  second.negotiator.receive({ description: { type: "answer", sdp: "answer" } });
  await settle();
  expect(errors).toEqual([]);
});

test("candidates wait for a description", async () => {
  const { second } = pair();
  second.negotiator.receive({ candidate: { candidate: "early" } });
  await settle();
  expect(second.memory.candidates).toEqual([]);
  second.negotiator.receive({ description: { type: "offer", sdp: "offer" } });
  await settle();
  expect(second.memory.candidates).toEqual([{ candidate: "early" }]);
  expect(second.memory.errors).toEqual([]);
});

test("a candidate that fits nowhere is no failure", async () => {
  const { first, second, errors } = pair();
  first.memory.restartIce();
  await settle();
  second.memory.addIceCandidate = () => Promise.reject(new Error("unknown ufrag"));
  second.negotiator.receive({ candidate: { candidate: "stray" } });
  await settle();
  expect(errors).toEqual([]);
});

test("once closed it is silent", async () => {
  const { first, sent } = pair();
  first.memory.restartIce();
  first.negotiator.close();
  first.negotiator.receive({ description: { type: "offer", sdp: "offer" } });
  await settle();
  expect(sent).toEqual([]);
});

test.each([
  ["offer", (side: Negotiating) => side.memory.restartIce()],
  [
    "answer",
    (side: Negotiating) =>
      side.negotiator.receive({ description: { type: "offer", sdp: "offer" } }),
  ],
])("closed while it waits for servers it makes no %s", async (_, begin) => {
  const slow = () => new Promise<void>((resolve) => setTimeout(resolve, 20));
  const { first, sent } = pair(3, slow);
  const described = vi.spyOn(first.memory, "setLocalDescription");
  begin(first);
  await vi.advanceTimersByTimeAsync(10);
  first.negotiator.close();
  await settle();
  expect(described).not.toHaveBeenCalled();
  expect(sent).toEqual([]);
});

test("both want to offer while they wait for servers", async () => {
  const slow = () => new Promise<void>((resolve) => setTimeout(resolve, 20));
  const { first, second, errors } = pair(3, slow);
  const answered = vi.spyOn(second.memory, "setLocalDescription");
  first.memory.restartIce();
  // It wants to offer while the other one's offer is on its way.
  setTimeout(() => second.memory.restartIce(), 15);
  await settle();
  expect([second.memory.agreed, first.memory.agreed]).toEqual([2, 2]);
  expect(answered).toHaveBeenCalledTimes(2);
  expect(errors).toEqual([]);
  expect(second.memory.errors.concat(first.memory.errors)).toEqual([]);
});

test("servers are asked for before an answer, too", async () => {
  const prepare = vi.fn(async () => {});
  pair(3, prepare).first.memory.restartIce();
  await settle();
  expect(prepare).toHaveBeenCalledTimes(2);
});
