import { beforeEach, expect, it, vi } from "vitest";

const parameter = { setValueAtTime: vi.fn(), exponentialRampToValueAtTime: vi.fn() };
const start = vi.fn();
let resumed = async () => {};

class FakeAudio {
  state = "suspended";
  currentTime = 0;
  destination = {};
  resume = () => resumed();
  createOscillator = () => {
    return {
      type: "",
      frequency: parameter,
      connect: () => this.createGain(),
      start,
      stop: vi.fn(),
    };
  };
  createGain = () => ({ gain: parameter, connect: () => {} });
}

beforeEach(() => {
  vi.resetModules();
  vi.stubGlobal("AudioContext", FakeAudio);
  start.mockClear();
});

const afterWaiting = (ms: number) => async () => {
  vi.spyOn(performance, "now").mockReturnValue(performance.now() + ms);
};

it("knocks, twice, as soon as the browser lets it", async () => {
  resumed = afterWaiting(200);
  const { soundKnock } = await import("./knock-sound");
  await soundKnock();
  expect(start).toHaveBeenCalledTimes(2);
});

it("keeps silent when the browser lets it only much later", async () => {
  resumed = afterWaiting(1_500);
  const { soundKnock } = await import("./knock-sound");
  await soundKnock();
  expect(start).not.toHaveBeenCalled();
});
