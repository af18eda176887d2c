import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it } from "vitest";
import { forgetGuest, guestOf } from "@/api/guest-tokens";
import { forgetVisit, rememberVisit } from "@/api/room-visits";
import { endSession } from "@/api/session";
import { LiveRoom } from "@/live/live-room";
import { MemoryRoom } from "@/live/memory/memory-room";
import { MemoryStore, MemoryTexts } from "@/live/memory/memory-store";
import { memoryView } from "@/live/memory/memory-view";
import { fakeServer, refusal } from "@/test/fake-server";
import { renderApp } from "@/test/render-app";
import { LiveContext } from "./live-context";
import { RoomDoor } from "./room-door";
import { NoDevices } from "./test/no-devices";

beforeEach(() => {
  endSession();
  forgetGuest("room");
  forgetVisit("room");
});

function comeByTheLink(): MemoryRoom {
  const carl = { id: "carl", name: "Carl", role: "candidate", connection: "c1" } as const;
  const room = new MemoryRoom(memoryView({ me: { ...carl, state: "outside" }, pads: [] }));
  const live = new LiveRoom({
    room: "room",
    transport: room.transport(),
    token: async () => guestOf("room")?.token ?? null,
    unsentStore: () => new MemoryStore(),
    padsWithUnsent: async () => [],
    givenBackStore: () => new MemoryTexts(),
    lastInside: () => null,
    inside: () => {},
    history: async () => [],
    random: () => 0.5,
  });
  live.connection.start();
  const Door = () => (
    <LiveContext.Provider value={live}>
      <NoDevices>
        <RoomDoor roomId="room" />
      </NoDevices>
    </LiveContext.Provider>
  );
  renderApp([{ path: "*", Component: Door }], "/r/room");
  return room;
}

it("shows a guest whose room it is and what it notes, and knocks only when they ask", async () => {
  fakeServer({ "POST /rooms/room/guests": () => ({ body: { accessToken: "token", guest: {} } }) });
  const room = comeByTheLink();
  await userEvent.type(await screen.findByLabelText("Your name"), "Carl");
  await userEvent.click(screen.getByRole("button", { name: "Continue" }));

  const ask = await screen.findByRole("button", { name: "Ask to join" });
  expect(screen.getByRole("heading", { name: /Backend engineer/ })).toBeVisible();
  expect(screen.getByText("Asha")).toBeVisible();
  expect(screen.getByText(/text from outside was pasted/)).toBeVisible();
  expect(room.accepted).toEqual([]);

  await userEvent.type(screen.getByLabelText(/Message to the host/), "Hello");
  await userEvent.click(ask);
  await waitFor(() => expect(room.accepted).toMatchObject([{ type: "knock", message: "Hello" }]));
});

it("words what the server says of a name as a sentence", async () => {
  const errors = [{ field: "name", message: "is too long" }];
  fakeServer({ "POST /rooms/room/guests": () => refusal(422, "invalid", { errors }) });
  comeByTheLink();
  await userEvent.type(await screen.findByLabelText("Your name"), "Carl");
  await userEvent.click(screen.getByRole("button", { name: "Continue" }));
  expect(await screen.findByText("This is too long.")).toBeVisible();
});

it("says that one was signed out where an account was inside, and lets someone else in", async () => {
  rememberVisit("room", { as: "account", person: "priya" });
  fakeServer({});
  comeByTheLink();
  expect(await screen.findByText("You were signed out")).toBeVisible();
  expect(screen.queryByLabelText("Your name")).toBeNull();
  await userEvent.click(screen.getByRole("button", { name: "Join as someone else" }));
  expect(await screen.findByLabelText("Your name")).toBeVisible();
});
