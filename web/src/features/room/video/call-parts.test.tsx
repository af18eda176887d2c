import { act, fireEvent, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it, vi } from "vitest";
import { OwnMedia } from "@/live/media/own-media";
import { memoryDevices } from "@/live/memory/memory-devices";
import type { RoomView } from "@/live/types";
import { InCall } from "../test/in-call";
import { person, renderInRoom } from "../test/render-in-room";
import { CallControls } from "./call-controls";
import { CallNotes } from "./call-notes";
import { CallPane } from "./call-pane";
import { CallStrip } from "./call-strip";

beforeEach(() => {
  vi.stubGlobal("MediaStream", class {});
  vi.stubGlobal(
    "ResizeObserver",
    class {
      observe() {}
      disconnect() {}
    },
  );
  vi.spyOn(HTMLMediaElement.prototype, "play").mockResolvedValue();
  return () => void vi.unstubAllGlobals();
});

function devices() {
  const { media, inUse } = memoryDevices(["audio", "video"]);
  return { own: new OwnMedia({ room: "room", media, asking: (answer) => answer }), inUse };
}

/** Carl, a candidate, in a room with Asha. */
const VIEW: Partial<RoomView> = {
  me: { id: "carl", name: "Carl", role: "candidate", state: "inside", connection: "c1" },
  people: [
    person("Asha", { role: "host", connections: ["a1"] }),
    person("Carl", { connections: ["c1"] }),
  ],
};

const button = (name: string) => screen.getByRole("button", { name });

it.each([
  [{ part: "voice" }, "There is no place for another video", true],
  [{ focus: true }, "Nobody watches during focus time", true],
  [{ part: "elsewhere" }, "The call goes on in your other tab", false],
] as const)(
  "refuses the camera above a phone's pane where nobody would see it: %o",
  async (call, why, speaks) => {
    const { own } = devices();
    await own.microphone.turnOn();
    await renderInRoom(
      <InCall media={own} {...call}>
        <CallStrip />
      </InCall>,
      { view: VIEW },
    );
    expect(button("Turn camera on")).toBeDisabled();
    expect(screen.getByText(why)).toBeVisible();
    act(() => own.microphone.turnOff());
    // The strip stays: the same button turns it on again, where anyone would hear it.
    if (speaks) expect(button("Turn microphone on")).toBeEnabled();
    else expect(button("Turn microphone on")).toBeDisabled();
  },
);

it("has no strip while nobody uses the call, and no note where nothing is refused", async () => {
  const { own } = devices();
  await renderInRoom(
    <InCall media={own}>
      <CallStrip />
    </InCall>,
    { view: VIEW },
  );
  expect(screen.queryByRole("region", { name: "Call" })).toBeNull();
  await act(() => own.camera.turnOn());
  expect(screen.getByRole("region", { name: "Call" })).toBeVisible();
  expect(button("Turn camera off")).toBeEnabled();
  expect(screen.queryByRole("button", { name: "Stop sharing" })).toBeNull();
});

it("says in the strip, too, why a device does not go on", async () => {
  const { media } = memoryDevices(["audio"], "NotAllowedError");
  const own = new OwnMedia({ room: "room", media, asking: (answer) => answer });
  await own.microphone.turnOn();
  await renderInRoom(
    <InCall media={own}>
      <CallStrip />
    </InCall>,
    { view: VIEW },
  );
  await userEvent.click(button("Turn camera on"));
  expect(await screen.findByText(/This browser blocks your camera/)).toBeVisible();
});

it("ends the sharing of a screen from the strip", async () => {
  const { own } = devices();
  await own.screen.share();
  await renderInRoom(
    <InCall media={own}>
      <CallStrip />
    </InCall>,
    { view: VIEW },
  );
  await userEvent.click(button("Stop sharing"));
  expect(own.screen.shared.get()).toBeNull();
});

it("turns nothing on while another tab has the call, and all again when it is taken here", async () => {
  const { own, inUse } = devices();
  await own.turnOnBoth();
  own.pause();
  const { live } = await renderInRoom(
    <InCall media={own} part="elsewhere">
      <CallNotes />
      <CallControls />
    </InCall>,
    { view: VIEW },
  );
  for (const name of ["Turn microphone on", "Turn camera on", "Share screen"])
    expect(button(name)).toBeDisabled();
  expect(screen.queryByRole("button", { name: "Join call" })).toBeNull();
  const renew = vi.spyOn(live.connection, "renew");
  await userEvent.click(button("Take it here"));
  expect(renew).toHaveBeenCalled();
  expect(inUse()).toEqual(["audio", "video"]);
});

it("leaves the keyboard on the tile that is pinned, and that is put back", async () => {
  const { own } = devices();
  await renderInRoom(
    <InCall media={own}>
      <CallPane />
    </InCall>,
    { view: VIEW },
  );
  button("Pin: Video of Asha").focus();
  await userEvent.keyboard("{Enter}");
  expect(button("Unpin: Video of Asha")).toHaveFocus();
  await userEvent.keyboard("{Enter}");
  expect(button("Pin: Video of Asha")).toHaveFocus();
});

it("shows initials until the picture plays", async () => {
  const { own } = devices();
  await own.camera.turnOn();
  await renderInRoom(
    <InCall media={own}>
      <CallPane />
    </InCall>,
    { view: VIEW },
  );
  const tile = screen.getByRole("listitem", { name: "Video of Carl" });
  expect(tile).toHaveTextContent("CA");
  fireEvent.loadedData(screen.getByLabelText("Video of Carl", { selector: "video" }));
  expect(tile).not.toHaveTextContent("CA");
});
