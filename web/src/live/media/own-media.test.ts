import { OwnMedia } from "@/live/media/own-media";

/** A track as devices give it. */
function device(kind: "audio" | "video") {
  const track = { kind, enabled: true, readyState: "live", onended: null as (() => void) | null };
  return { ...track, stop: vi.fn() };
}

type Device = ReturnType<typeof device>;

/** A computer with these kinds of devices; the others are refused by that name. */
function computer(kinds: ("audio" | "video")[], refusal = "NotFoundError") {
  const given: Device[] = [];
  const asked: MediaStreamConstraints[] = [];
  const media = {
    addEventListener: () => {},
    enumerateDevices: async () => [],
    getUserMedia: async (constraints: MediaStreamConstraints) => {
      asked.push(constraints);
      const wanted = (["audio", "video"] as const).filter((kind) => constraints[kind]);
      if (wanted.some((kind) => !kinds.includes(kind))) throw new DOMException("no", refusal);
      const tracks = wanted.map(device);
      given.push(...tracks);
      return {
        getTracks: () => tracks,
        getAudioTracks: () => tracks.filter(({ kind }) => kind === "audio"),
        getVideoTracks: () => tracks.filter(({ kind }) => kind === "video"),
      };
    },
  } as unknown as MediaDevices;
  return { own: new OwnMedia({ media, asking: (answer) => answer }), given, asked };
}

test("one question for both where both are there", async () => {
  const { own, asked } = computer(["audio", "video"]);
  await own.turnOnBoth();
  expect(asked).toHaveLength(1);
  expect([own.microphone.capture.get().on, own.camera.capture.get().on]).toEqual([true, true]);
});

test("without a camera the microphone goes on all the same", async () => {
  const { own } = computer(["audio"]);
  await own.turnOnBoth();
  expect(own.microphone.capture.get()).toMatchObject({ on: true, trouble: null });
  expect(own.camera.capture.get()).toMatchObject({ on: false, track: null, trouble: "missing" });
});

test.each([
  ["NotAllowedError", "denied"],
  ["NotReadableError", "busy"],
])("%s is told as %s", async (name, trouble) => {
  const { own } = computer([], name);
  await own.camera.turnOn();
  expect(own.camera.capture.get()).toMatchObject({ on: false, pending: false, trouble });
});

test("a camera that is off is let go, a microphone is kept and silent", async () => {
  const { own, given } = computer(["audio", "video"]);
  await own.turnOnBoth();
  own.camera.turnOff();
  own.microphone.turnOff();
  const [voice, face] = given;
  expect(face?.stop).toHaveBeenCalled();
  expect(voice?.stop).not.toHaveBeenCalled();
  expect(voice?.enabled).toBe(false);
  expect(own.microphone.capture.get().on).toBe(false);
});

test("off before the device was there stays off", async () => {
  const { own, given } = computer(["video"]);
  const on = own.camera.turnOn();
  own.camera.turnOff();
  await on;
  expect(own.camera.capture.get()).toMatchObject({ on: false, track: null });
  expect(given[0]?.stop).toHaveBeenCalled();
});

test("another device takes over at once, and the old one is let go", async () => {
  const { own, given, asked } = computer(["video"]);
  await own.camera.turnOn();
  await own.choose({ camera: "second" });
  expect(asked[1]?.video).toMatchObject({ deviceId: { ideal: "second" } });
  expect(given[0]?.stop).toHaveBeenCalled();
  expect(own.camera.capture.get().track).toBe(given[1]);
});

test("one that is pulled out is replaced by what there is", async () => {
  const { own, given } = computer(["audio"]);
  await own.microphone.turnOn();
  given[0]?.onended?.();
  await vi.waitFor(() => expect(own.microphone.capture.get().track).toBe(given[1]));
});

test("a reload comes back as it was, another tab with everything off", async () => {
  const first = computer(["audio", "video"]);
  await first.own.turnOnBoth();
  first.own.microphone.turnOff();
  first.own.close();
  expect(first.given.every(({ stop }) => stop.mock.calls.length > 0)).toBe(true);
  const second = computer(["audio", "video"]);
  await second.own.resume();
  expect(second.own.camera.capture.get().on).toBe(true);
  expect(second.own.microphone.capture.get().on).toBe(false);
  sessionStorage.clear();
  const third = computer(["audio", "video"]);
  await third.own.resume();
  expect(third.asked).toEqual([]);
});

test("where a page may not ask for devices it goes on without", async () => {
  const own = new OwnMedia({ media: undefined, asking: (answer) => answer });
  await own.turnOnBoth();
  expect(own.camera.capture.get().trouble).toBe("unsupported");
  expect(own.screen.possible).toBe(false);
});
