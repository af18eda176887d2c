import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it, vi } from "vitest";
import { forgetVisit, rememberVisit } from "@/api/room-visits";
import { settle, type Visitor, visit } from "@/live/memory/memory-live-room";
import { MemoryRoom } from "@/live/memory/memory-room";
import { MemoryStore } from "@/live/memory/memory-store";
import { memoryView } from "@/live/memory/memory-view";
import { type FakeRequest, fakeServer } from "@/test/fake-server";
import { aRoom } from "@/test/people";
import { renderApp } from "@/test/render-app";
import { LiveContext } from "../live-context";
import { RoomDoor } from "../room-door";
import { NoDevices } from "../test/no-devices";

let room: MemoryRoom;
let carl: Visitor;
let requests: FakeRequest[];

beforeEach(async () => {
  Object.defineProperty(document, "fonts", { value: new EventTarget(), configurable: true });
  const kept = aRoom({ role: "candidate", retentionDays: 30, endedAt: "2026-11-28T10:00:00Z" });
  requests = fakeServer({ "GET /rooms/room": () => ({ body: kept }) });
  forgetVisit("room");
  vi.useFakeTimers();
  const me = { id: "carl", name: "Carl", role: "candidate", connection: "c1" } as const;
  room = new MemoryRoom(memoryView({ me: { ...me, state: "inside" } }));
  carl = visit(room);
  await settle();
  return () => carl.live.destroy();
});

/** The room ends while something typed has not arrived, or has. */
async function end(typed: string): Promise<void> {
  carl.transport.cut();
  if (typed !== "") carl.type(0, typed);
  await settle();
  carl.transport.reachable = true;
  carl.transport.refusals = ["room_ended"];
  await settle(5_000);
  vi.useRealTimers();
}

function show(visitor: Visitor): void {
  const Door = () => (
    <LiveContext.Provider value={visitor.live}>
      <NoDevices>
        <RoomDoor roomId="room" />
      </NoDevices>
    </LiveContext.Provider>
  );
  renderApp([{ path: "*", Component: Door }], "/r/room");
}

it("says that everything is saved when it is", async () => {
  await end("");
  show(carl);
  expect(await screen.findByText(/Everything you wrote is saved/)).toBeVisible();
  expect(screen.queryByRole("dialog")).toBeNull();
});

it("thanks, and says what is kept and for how long", async () => {
  await end("");
  show(carl);
  expect(await screen.findByRole("heading", { name: "That's it, Carl. Thank you." })).toBeVisible();
  expect(await screen.findByRole("heading", { name: "What is kept" })).toBeVisible();
  const until = new Date(Date.UTC(2026, 11, 28)).toLocaleDateString([], {
    day: "numeric",
    month: "long",
    year: "numeric",
  });
  expect(screen.getByText(/For 30 days, until/)).toHaveTextContent(until);
  expect(screen.getByText(/nothing was recorded/)).toBeVisible();
});

/** Carl's page is closed and opened again, and the server lets him in no more. */
async function comeAgain(): Promise<Visitor> {
  carl.live.destroy();
  const again = visit(room, carl.store, { person: "carl" });
  again.transport.refusals = ["room_ended"];
  await settle();
  vi.useRealTimers();
  return again;
}

it("thanks after a reload as well, and claims nothing that it can't know", async () => {
  rememberVisit("room", { as: "guest", person: "carl" });
  const again = await comeAgain();
  show(again);
  expect(await screen.findByRole("heading", { name: "That's it. Thank you." })).toBeVisible();
  expect(screen.getByText(/“Backend engineer” has ended/)).toBeVisible();
  expect(screen.getByText(/For 30 days, until/)).toHaveTextContent("write to whoever invited you");
  expect(screen.getByText(/only if you were recorded/)).toBeVisible();
  expect(screen.queryByText(/nothing was recorded|Everything you wrote/)).toBeNull();
  again.live.destroy();
});

it("thanks nobody who was never inside, and does not ask for the room", async () => {
  const again = await comeAgain();
  show(again);
  expect(await screen.findByText(/The room was closed by its host/)).toBeVisible();
  expect(screen.queryByText(/What is kept/)).toBeNull();
  expect(requests.filter(({ path }) => path === "/rooms/room")).toEqual([]);
  again.live.destroy();
});

it("gives back what did not arrive, and never says that everything is saved", async () => {
  await end("the last line");
  show(carl);
  expect(await screen.findByRole("textbox", { name: "Your text" })).toHaveValue("the last line");
  await userEvent.click(screen.getByRole("button", { name: "Done" }));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect(screen.getByText(/except for what came back to you/)).toBeVisible();
});

it("gives it back also when the page was closed before, and the room shows nothing", async () => {
  carl.transport.cut();
  carl.type(0, "from before");
  carl.live.destroy();
  await settle();
  const again = visit(room, carl.store, { person: "carl" });
  again.transport.refusals = ["room_ended"];
  await settle();
  vi.useRealTimers();
  show(again);
  expect(await screen.findByText("This interview is over")).toBeInTheDocument();
  expect(await screen.findByRole("textbox", { name: "Your text" })).toHaveValue("from before");
  again.live.destroy();
});

it("gives it back to one who was removed", async () => {
  room.changeView({
    me: { id: "carl", name: "Carl", role: "candidate", connection: "c1", state: "removed" },
    pads: [],
  });
  carl.live.destroy();
  const store = new MemoryStore();
  for (const [key, update] of carl.store.kept) store.kept.set(key, update);
  const again = visit(room, store);
  const refused = { pad: "p", code: "not_inside", detail: "", text: "mine", id: "1" } as const;
  again.texts.kept.set("1", refused);
  await settle();
  vi.useRealTimers();
  show(again);
  expect(await screen.findByRole("textbox", { name: "Your text" })).toHaveValue("mine");
  expect(screen.getByText(/no longer in the room when “the pad”/)).toBeVisible();
  again.live.destroy();
});
