import { OwnMedia } from "@/live/media/own-media";
import { memoryDevices } from "@/live/memory/memory-devices";

/** A page of a room on a computer with these kinds of devices; the others are refused by that name. */
function computer(kinds: ("audio" | "video")[], { refusal = "NotFoundError", room = "a" } = {}) {
  const { media, ...devices } = memoryDevices(kinds, refusal);
  return { own: new OwnMedia({ room, media, asking: (answer) => answer }), ...devices };
}

/** How the browser came to this page. */
const cameBy = (type: string) =>
  vi.spyOn(performance, "getEntriesByType").mockReturnValue([{ type } as never]);

beforeEach(() => sessionStorage.clear());
afterEach(() => void vi.restoreAllMocks());

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
  const { own } = computer([], { refusal: name });
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

test("one that can't be had does not take away the one that works", async () => {
  const kinds: ("audio" | "video")[] = ["video"];
  const { own, given } = computer(kinds, { refusal: "NotReadableError" });
  await own.camera.turnOn();
  kinds.pop();
  await own.choose({ camera: "second" });
  expect(given[0]?.stop).not.toHaveBeenCalled();
  expect(own.camera.capture.get()).toMatchObject({ on: true, pending: false, trouble: "busy" });
  expect(own.camera.capture.get().track).toBe(given[0]);
});

test("another device that is chosen while the first is starting is the one that is used", async () => {
  const { own, given, asked } = computer(["video"]);
  const on = own.camera.turnOn();
  await own.choose({ camera: "second" });
  await on;
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

/** A page with a camera on, a microphone off, that goes. */
async function pageThatGoes() {
  const page = computer(["audio", "video"]);
  await page.own.turnOnBoth();
  page.own.microphone.turnOff();
  page.own.close();
  return page;
}

test("a reload comes back as it was, once", async () => {
  expect((await pageThatGoes()).inUse()).toEqual([]);
  cameBy("reload");
  const { own, inUse } = computer(["audio", "video"]);
  await own.resume();
  expect(inUse()).toEqual(["video"]);
  own.camera.turnOff();
  await own.resume();
  expect(inUse()).toEqual([]);
});

test("another room and another tab begin with everything off", async () => {
  await pageThatGoes();
  cameBy("reload");
  const other = computer(["audio", "video"], { room: "b" });
  await other.own.resume();
  expect(other.asked).toEqual([]);
  await pageThatGoes();
  sessionStorage.clear();
  const tab = computer(["audio", "video"]);
  await tab.own.resume();
  expect(tab.asked).toEqual([]);
});

test("a link that is opened anew begins with everything off, and so does a reload after it", async () => {
  await pageThatGoes();
  vi.spyOn(performance, "timeOrigin", "get").mockReturnValue(1);
  for (const way of ["navigate", "reload"]) {
    cameBy(way);
    const { own, asked } = computer(["audio", "video"]);
    await own.resume();
    expect(asked).toEqual([]);
  }
});

test("who was put out comes back with everything off, though the page went with a camera on", async () => {
  await pageThatGoes();
  cameBy("reload");
  computer(["audio", "video"]).own.turnOff();
  const { own, asked } = computer(["audio", "video"]);
  await own.resume();
  expect(asked).toEqual([]);
});

test.each([
  ["both", (own: OwnMedia) => own.turnOnBoth()],
  ["the camera", (own: OwnMedia) => own.camera.turnOn()],
  ["the screen", (own: OwnMedia) => own.screen.share()],
])("a question for %s that is answered after one has left turns nothing on", async (_, ask) => {
  for (const leave of ["turnOff", "close", "pause"] as const) {
    const { own, given, inUse, asks } = computer(["audio", "video"]);
    const allow = asks();
    const asked = ask(own);
    own[leave]();
    allow();
    await asked;
    expect(given).not.toEqual([]);
    expect(inUse()).toEqual([]);
    expect(own.camera.capture.get()).toMatchObject({ on: false, track: null });
    expect(own.screen.shared.get()).toBeNull();
  }
});

test("who has left is not asked again for one alone", async () => {
  const { own, asked, asks } = computer(["audio"]);
  const deny = asks();
  const on = own.turnOnBoth();
  own.turnOff();
  deny();
  await on;
  expect(asked).toHaveLength(1);
});

test("one of both that is turned off while the browser asks stays off", async () => {
  const { own, inUse, asks } = computer(["audio", "video"]);
  const allow = asks();
  const on = own.turnOnBoth();
  own.microphone.turnOff();
  allow();
  await on;
  expect(inUse()).toEqual(["video"]);
  expect(own.microphone.capture.get()).toMatchObject({ on: false, track: null });
});

test("what was paused goes on as it was, and a reload meanwhile begins with everything off", async () => {
  const { own, inUse } = computer(["audio", "video"]);
  await own.turnOnBoth();
  own.microphone.turnOff();
  own.pause();
  expect(inUse()).toEqual([]);
  cameBy("reload");
  const reloaded = computer(["audio", "video"]);
  await reloaded.own.resume();
  expect(reloaded.asked).toEqual([]);
  own.pause();
  await own.goOn();
  expect(inUse()).toEqual(["video"]);
});

test("where a page may not ask for devices it goes on without", async () => {
  const own = new OwnMedia({ room: "a", media: undefined, asking: (answer) => answer });
  await own.turnOnBoth();
  expect(own.camera.capture.get().trouble).toBe("unsupported");
  expect(own.screen.possible).toBe(false);
});
