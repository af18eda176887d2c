import { screen, waitFor } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import { forgetVisit } from "@/api/room-visits";
import { OwnMedia } from "@/live/media/own-media";
import { memoryDevices } from "@/live/memory/memory-devices";
import { visit } from "@/live/memory/memory-live-room";
import { MemoryRoom } from "@/live/memory/memory-room";
import { memoryView } from "@/live/memory/memory-view";
import type { StopReason } from "@/live/room-connection";
import type { Standing } from "@/live/types";
import { fakeServer } from "@/test/fake-server";
import { renderApp } from "@/test/render-app";
import { LiveContext } from "./live-context";
import { RoomDoor } from "./room-door";
import { MediaContext } from "./video/media-context";

// The room's code does not come.
vi.mock("./frame/room-frame", () => ({
  get RoomFrame() {
    throw new TypeError("gone");
  },
}));

/** Sound that nobody hears. */
class Silence {
  fftSize = 0;
  createAnalyser = () => this;
  createMediaStreamSource = () => ({ connect: () => {}, disconnect: () => {} });
  getFloatTimeDomainData = () => {};
  resume = async () => {};
  close = async () => {};
}

const BOTH = ["audio", "video"];

beforeEach(() => {
  fakeServer({});
  forgetVisit("room");
  sessionStorage.clear();
  vi.spyOn(console, "error").mockImplementation(() => {});
  // jsdom plays nothing. The parts that do are not mocked: another file may have loaded them before.
  vi.stubGlobal("AudioContext", Silence);
  vi.stubGlobal("MediaStream", class {});
  vi.spyOn(HTMLMediaElement.prototype, "play").mockResolvedValue();
  vi.spyOn(performance, "getEntriesByType").mockReturnValue([{ type: "reload" } as never]);
  return () => vi.unstubAllGlobals();
});

/** Someone with a microphone and a camera, on a page of this tab. */
function devices() {
  const { media, inUse } = memoryDevices(["audio", "video"]);
  return { own: new OwnMedia({ room: "room", media, asking: (answer) => answer }), inUse };
}

/** A page went while both were on. */
async function wentWithBothOn(): Promise<void> {
  const { own } = devices();
  await own.turnOnBoth();
  own.close();
}

/** Someone at the door, who stands so with the room. */
function atTheDoor(state: Standing) {
  const me = { id: "carl", name: "Carl", role: "candidate", connection: "c1", state } as const;
  const { live } = visit(new MemoryRoom(memoryView({ me, pads: [] })));
  const { own, inUse } = devices();
  const Door = () => (
    <LiveContext.Provider value={live}>
      <MediaContext.Provider value={own}>
        <RoomDoor roomId="room" />
      </MediaContext.Provider>
    </LiveContext.Provider>
  );
  renderApp([{ path: "*", Component: Door }], "/r/room");
  return { live, own, inUse };
}

const ask = () => screen.findByRole("button", { name: "Ask to join" });

it.each<[StopReason, RegExp]>([
  ["ended", /This interview is over/],
  ["unknown_room", /There is no room at this address/],
  ["signed_out", /You were signed out/],
  ["unauthenticated", /Your name/],
])("turns everything off where the door is shut: %s", async (reason, words) => {
  const { live, own, inUse } = atTheDoor("outside");
  await ask();
  await own.turnOnBoth();
  expect(inUse()).toEqual(BOTH);
  live.connection.stop(reason);
  expect((await screen.findAllByText(words))[0]).toBeInTheDocument();
  await waitFor(() => expect(inUse()).toEqual([]));
});

it("turns on nothing, now or later, where the door is shut after a reload", async () => {
  await wentWithBothOn();
  const { live, inUse } = atTheDoor("outside");
  live.connection.stop("ended");
  expect(await screen.findByText("This interview is over")).toBeInTheDocument();
  expect(inUse()).toEqual([]);
  // The host opened it again.
  live.connection.start();
  await ask();
  expect(inUse()).toEqual([]);
});

it("comes back as it was in the lobby after a reload", async () => {
  await wentWithBothOn();
  const { inUse } = atTheDoor("waiting");
  expect(inUse()).toEqual([]);
  await waitFor(() => expect(inUse()).toEqual(BOTH));
  expect(screen.getByText("Hosted by", { exact: false })).toBeVisible();
});

it("turns everything off where the room can't be shown", async () => {
  const { own, inUse } = atTheDoor("inside");
  await own.turnOnBoth();
  expect(inUse()).toEqual(BOTH);
  expect(await screen.findByText("The room could not be shown")).toBeVisible();
  await waitFor(() => expect(inUse()).toEqual([]));
});
