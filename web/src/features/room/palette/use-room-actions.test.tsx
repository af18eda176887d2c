import { fireEvent, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it, vi } from "vitest";
import { currentPreferences } from "@/api/me/preferences";
import { endSession } from "@/api/session";
import { NOTES } from "@/live/memory/memory-view";
import { SideTabs } from "../frame/side-tabs";
import { PeopleList } from "../people/people-list";
import { ProblemPane } from "../problem/problem-pane";
import { RoomDialogs } from "../room-dialogs";
import { person, renderInRoom } from "../test/render-in-room";
import { RoomPalette } from "./room-palette";

beforeEach(() => endSession());

const room = (
  <>
    <ProblemPane />
    <SideTabs />
    <PeopleList />
    <RoomDialogs />
    <RoomPalette />
  </>
);

async function choose(action: string) {
  await userEvent.keyboard("{Control>}k{/Control}");
  const search = await screen.findByLabelText("Search all actions");
  fireEvent.change(search, { target: { value: action } });
  await userEvent.keyboard("{Enter}");
  await waitFor(() => expect(screen.queryByLabelText("Search all actions")).toBeNull());
}

it("goes to each pane with the keyboard", async () => {
  await renderInRoom(room);
  await choose("Go to the chat");
  await waitFor(() => expect(screen.getByRole("textbox", { name: "Message" })).toHaveFocus());
  await choose("Go to the people");
  await waitFor(() => expect(screen.getByRole("region", { name: "People inside" })).toHaveFocus());
  await choose("Go to the problem");
  await waitFor(() => expect(screen.getByRole("region", { name: "Problem" })).toHaveFocus());
  await choose("Go to the signals");
  await waitFor(() => expect(screen.getByRole("tabpanel", { name: /Signals/ })).toHaveFocus());
  await choose("Go to Notes");
  await waitFor(() => expect(screen.getByRole("textbox", { name: /Notes/ })).toHaveFocus());
});

it("notes the time, whatever is open", async () => {
  const { live } = await renderInRoom(room);
  live.pads.get().get(NOTES)?.replica.get().text.insert(0, "so far ");
  await choose("Note the time");
  const notes = await screen.findByRole("textbox", { name: /Notes/ });
  await waitFor(() => expect(notes).toHaveFocus());
  expect((notes as HTMLTextAreaElement).value).toMatch(/^so far \[[\d:]+\] $/);
});

it("lets a host decide on knocks, languages and people", async () => {
  const people = [person("Asha", { role: "host" }), person("Ben")];
  const knocks = [{ id: "carl", name: "Carl", at: 1 }];
  const { room: memory } = await renderInRoom(room, { view: { people, knocks } });
  await choose("Admit Carl");
  await choose("Reject Carl");
  await choose("Language of main: Go");
  await choose("Make Ben an interviewer");
  await choose("Remove Ben");
  await userEvent.click(await screen.findByRole("button", { name: "Remove" }));
  await waitFor(() =>
    expect(memory.accepted).toMatchObject([
      { type: "admit", person: "carl" },
      { type: "reject", person: "carl" },
      { type: "set_language", language: "go" },
      { type: "set_role", person: "ben", role: "interviewer" },
      { type: "remove", person: "ben" },
    ]),
  );
});

it("lets an interviewer take over while no host is here", async () => {
  const me = { id: "ben", name: "Ben", role: "interviewer", connection: "c" } as const;
  const people = [person("Asha", { role: "host", online: false })];
  const view = { me: { ...me, state: "inside" as const }, people };
  const { room: memory } = await renderInRoom(room, { view });
  await choose("Take over as host");
  await waitFor(() => expect(memory.accepted).toMatchObject([{ type: "take_over" }]));
});

it("changes how the editor looks and is read", async () => {
  await renderInRoom(room);
  const { fontSize } = currentPreferences();
  await choose("Larger font");
  await choose("Larger font");
  await choose("Smaller font");
  expect(currentPreferences().fontSize).toBe(fontSize + 1);
  await choose("Screen reader mode: turn on");
  expect(currentPreferences().screenReader).toBe(true);
});

it("gives the room the whole screen", async () => {
  const request = vi.fn(async () => {});
  Object.assign(document.documentElement, { requestFullscreen: request });
  Object.defineProperty(document, "fullscreenEnabled", { value: true, configurable: true });
  await renderInRoom(room);
  await choose("Full screen");
  expect(request).toHaveBeenCalledOnce();
});
