import { beforeEach, expect, it, vi } from "vitest";

type Found = Pick<MediaDeviceInfo, "kind" | "deviceId" | "label">;

const device = (kind: MediaDeviceKind, deviceId: string, label = `Asha's ${deviceId}`): Found => ({
  kind,
  deviceId,
  label,
});
const CAMERA = device("videoinput", "lid");
const HEADSET = [device("audioinput", "headset"), device("audiooutput", "headset")];

let told: unknown[];
let found: Found[];
let media: EventTarget;
let duringPrompt: typeof import("./own-prompts").duringPrompt;

beforeEach(async () => {
  // When the browser asked last is known of a page, and each test is one.
  vi.resetModules();
  ({ duringPrompt } = await import("./own-prompts"));
  const { watchDevices } = await import("./watch-devices");
  vi.useFakeTimers();
  told = [];
  found = [CAMERA];
  media = Object.assign(new EventTarget(), { enumerateDevices: async () => found });
  const ended = new AbortController();
  watchDevices(media as MediaDevices, (change) => told.push(change), { signal: ended.signal });
  return () => {
    ended.abort();
    vi.useRealTimers();
  };
});

async function change(devices: Found[]): Promise<void> {
  // What was there is known by now.
  await vi.advanceTimersByTimeAsync(0);
  found = devices;
  media.dispatchEvent(new Event("devicechange"));
}

it("tells how many of which kind came and went, and no name", async () => {
  await change([CAMERA, ...HEADSET]);
  await vi.advanceTimersByTimeAsync(1_500);
  await change([...HEADSET]);
  await vi.advanceTimersByTimeAsync(1_500);
  expect(told).toEqual([{ microphones: 1, speakers: 1 }, { cameras: -1 }]);
});

it("waits until it is quiet: a headset is two devices, one after the other", async () => {
  await change([CAMERA, device("audioinput", "headset")]);
  await vi.advanceTimersByTimeAsync(500);
  await change([CAMERA, ...HEADSET]);
  await vi.advanceTimersByTimeAsync(500);
  expect(told).toEqual([]);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(told).toEqual([{ microphones: 1, speakers: 1 }]);
});

it("counts no device twice that the browser lists again as the default", async () => {
  await change([CAMERA, device("audiooutput", "default"), device("audiooutput", "communications")]);
  await vi.advanceTimersByTimeAsync(1_500);
  expect(told).toEqual([]);
});

it("says nothing while the browser asks, nor two seconds after", async () => {
  let answer = () => {};
  void duringPrompt(
    new Promise<void>((resolve) => {
      answer = resolve;
    }),
  );
  await change([CAMERA, ...HEADSET]);
  await vi.advanceTimersByTimeAsync(5_000);
  answer();
  await vi.advanceTimersByTimeAsync(1_900);
  await change([...HEADSET]);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(told).toEqual([]);
  await change([CAMERA, ...HEADSET]);
  await vi.advanceTimersByTimeAsync(1_500);
  expect(told).toEqual([{ cameras: 1 }]);
});

it("waits a minute for an answer, no more", async () => {
  void duringPrompt(new Promise<void>(() => {}));
  await vi.advanceTimersByTimeAsync(63_000);
  await change([CAMERA, ...HEADSET]);
  await vi.advanceTimersByTimeAsync(1_500);
  expect(told).toEqual([{ microphones: 1, speakers: 1 }]);
});

it("says nothing of what a permission lets it see", async () => {
  await change([device("videoinput", "", "")]);
  await vi.advanceTimersByTimeAsync(1_500);
  await change([CAMERA, ...HEADSET]);
  await vi.advanceTimersByTimeAsync(1_500);
  expect(told).toEqual([]);
});
