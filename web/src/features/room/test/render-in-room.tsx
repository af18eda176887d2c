import { waitFor } from "@testing-library/react";
import type { ReactNode } from "react";
import { vi } from "vitest";
import { visit } from "@/live/memory/memory-live-room";
import { MemoryRoom } from "@/live/memory/memory-room";
import { memoryView } from "@/live/memory/memory-view";
import type { PersonInfo, RoomView, TimelineEntry } from "@/live/types";
import { fakeServer } from "@/test/fake-server";
import { renderApp } from "@/test/render-app";
import { LiveContext } from "../live-context";
import { followHead } from "../log-head";
import { FIRST_UI, type RoomUi, RoomUiContext, useFirstRoomUi } from "../room-ui";
import { NoDevices } from "./no-devices";

interface Scene {
  view?: Partial<RoomView>;
  ui?: Partial<RoomUi>;
  entries?: TimelineEntry[];
}

/** Someone inside. */
export function person(name: string, change: Partial<PersonInfo> = {}): PersonInfo {
  const id = name.toLowerCase();
  return { id, name, role: "candidate", online: true, connections: [], hand: false, ...change };
}

/** Draws a part of the room over a room in memory; the view is there already. */
export async function renderInRoom(
  part: ReactNode,
  { view = {}, ui = {}, entries = [] }: Scene = {},
) {
  // A test without a server of its own has one on which nothing is prepared.
  if (!vi.isMockFunction(globalThis.fetch)) {
    fakeServer({ "GET /rooms/room/agenda": () => ({ body: { version: 0, items: [] } }) });
  }
  const room = new MemoryRoom(memoryView(view));
  room.entries = entries;
  const { live, transport } = visit(room);
  followHead(live);
  await waitFor(() => {
    if (live.connection.link.get().phase !== "online") throw new Error("not there yet");
    if (live.timeline.entries.get().length < entries.length) throw new Error("still on its way");
  });
  function Stage() {
    const state = useFirstRoomUi({ ...FIRST_UI, ...ui });
    return (
      <LiveContext.Provider value={live}>
        <NoDevices>
          <RoomUiContext.Provider value={state}>{part}</RoomUiContext.Provider>
        </NoDevices>
      </LiveContext.Provider>
    );
  }
  const router = renderApp([{ path: "*", Component: Stage }], "/r/room");
  return { room, live, transport, router };
}
