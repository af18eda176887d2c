import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { expect, it, vi } from "vitest";
import type { LiveRoom } from "@/live/live-room";
import { refusal } from "@/live/memory/memory-room";
import { CODE, memoryView } from "@/live/memory/memory-view";
import type { PadInfo } from "@/live/types";
import { RoomDialogs } from "../room-dialogs";
import { person, renderInRoom } from "../test/render-in-room";
import { EditorPane } from "./editor-pane";

let editors = 0;

// Monaco draws nothing in jsdom; what counts here is which editor lives how long.
vi.mock("./code-editor", () => ({
  default: function FakeEditor({ pad }: { pad: PadInfo }) {
    const [number] = useState(() => {
      editors += 1;
      return editors;
    });
    return <p>{`editor ${number} shows ${pad.title}`}</p>;
  },
}));

vi.mock("../whiteboard/whiteboard", () => ({
  default: ({ pad, readOnly }: { pad: PadInfo; readOnly: boolean }) => (
    <p>{`drawing of ${pad.title}${readOnly ? ", to read" : ""}`}</p>
  ),
}));

const BOARD: PadInfo = { id: "board", kind: "whiteboard", title: "Sketch", locked: false };
const TESTS: PadInfo = { id: "tests", kind: "code", title: "tests", locked: false };
const pads = [...memoryView().pads, BOARD, TESTS];

const tab = (name: RegExp) => screen.getByRole("tab", { name });

/** Someone's cursor comes into a pad, or goes from it. */
function cursorOf(live: LiveRoom, pad: string, cursor: unknown): void {
  const awareness = live.pads.get().get(pad)?.replica.get().awareness;
  awareness?.states.set(7, { user: { id: "carl", name: "Carl" }, cursor });
  act(() => awareness?.emit("change", [{ added: [], updated: [7], removed: [] }, "test"]));
}

it("shows another pad in the same editor, which remembers where one was", async () => {
  await renderInRoom(<EditorPane />, { view: { pads } });
  expect(await screen.findByText("editor 1 shows main")).toBeVisible();
  await userEvent.click(screen.getByRole("tab", { name: /tests/ }));
  expect(await screen.findByText("editor 1 shows tests")).toBeVisible();
});

it("says so when the server does not show a pad", async () => {
  const { room, live } = await renderInRoom(<EditorPane />);
  await screen.findByText(/shows main/);
  expect(screen.queryByRole("alert")).toBeNull();
  room.sync = () => refusal("forbidden");
  live.connection.renew();
  expect(await screen.findByRole("alert")).toHaveTextContent(/“main” can't be shown now/);
  expect(live.pads.get().get(CODE)?.failure.get()?.code).toBe("forbidden");
});

it("shows code pads and whiteboards, and lets one who leads change only what there is", async () => {
  await renderInRoom(<EditorPane />, { view: { pads } });
  expect(screen.getAllByRole("tab")).toHaveLength(3);
  expect(await screen.findByText(/shows main/)).toBeVisible();
  expect(screen.getByRole("region", { name: "Code editor" })).toBeVisible();
  await userEvent.click(tab(/Sketch/));
  expect(await screen.findByText("drawing of Sketch")).toBeVisible();
  expect(screen.getByRole("region", { name: "Whiteboard" })).toBeVisible();
  expect(screen.queryByLabelText("Language")).toBeNull();
  expect(screen.getByRole("button", { name: "Lock editing" })).toBeVisible();
});

it("goes from tab to tab by the arrow keys, and to the ends by Home and End", async () => {
  await renderInRoom(<EditorPane />, { view: { pads } });
  tab(/main/).focus();
  for (const [key, to] of [
    ["ArrowRight", /Sketch/],
    ["ArrowLeft", /main/],
    ["ArrowLeft", /tests/],
    ["ArrowRight", /main/],
    ["End", /tests/],
    ["Home", /main/],
  ] as const) {
    await userEvent.keyboard(`{${key}}`);
    expect(tab(to)).toHaveFocus();
    expect(tab(to)).toHaveAttribute("aria-selected", "true");
    expect(screen.getAllByRole("tab").filter(({ tabIndex }) => tabIndex === 0)).toHaveLength(1);
  }
});

it("lets observers, and candidates of a locked board, look only", async () => {
  const me = { id: "carl", name: "Carl", role: "candidate", connection: "c" } as const;
  const locked = { ...BOARD, locked: true };
  const view = { pads: [...memoryView().pads, locked], me: { ...me, state: "inside" as const } };
  const { room } = await renderInRoom(<EditorPane />, { view, ui: { pad: "board" } });
  expect(await screen.findByText("drawing of Sketch, to read")).toBeVisible();
  room.changeView({ pads: [...memoryView().pads, BOARD] });
  expect(await screen.findByText("drawing of Sketch")).toBeVisible();
  room.changeView({ me: { ...me, role: "observer", state: "inside" } });
  expect(await screen.findByText("drawing of Sketch, to read")).toBeVisible();
});

it("says in which pad the others are", async () => {
  const people = [person("Asha", { role: "host" }), person("Carl")];
  const { live } = await renderInRoom(<EditorPane />, { view: { pads, people } });
  expect(tab(/main/)).toHaveAccessibleName("main");
  cursorOf(live, CODE, { anchor: 0 });
  await waitFor(() => expect(tab(/main/)).toHaveAccessibleName(/main.*here now: Carl/));
  cursorOf(live, CODE, null);
  cursorOf(live, "board", { x: 1, y: 2 });
  await waitFor(() => expect(tab(/Sketch/)).toHaveAccessibleName(/here now: Carl/));
  expect(tab(/main/)).toHaveAccessibleName("main");
});

it("opens a whiteboard for everyone, and goes to it", async () => {
  const stage = (
    <>
      <EditorPane />
      <RoomDialogs />
    </>
  );
  const { room, transport } = await renderInRoom(stage);
  await userEvent.click(screen.getByRole("button", { name: "New pad" }));
  const dialog = within(await screen.findByRole("dialog", { name: "New pad" }));
  await userEvent.click(dialog.getByText("Whiteboard"));
  await userEvent.click(dialog.getByRole("button", { name: "Open pad" }));
  await waitFor(() =>
    expect(room.accepted).toMatchObject([
      { type: "open_pad", kind: "whiteboard", title: "Whiteboard" },
    ]),
  );
  const pad = { ...BOARD, title: "Whiteboard" };
  room.changeView({ pads: [...memoryView().pads, pad] });
  const actor = { id: "asha", name: "Asha", role: "host" } as const;
  transport.receive((to) => to.entry({ seq: 9, at: 9, actor, type: "pad_opened", pad }));
  expect(await screen.findByText("drawing of Whiteboard")).toBeVisible();
});

it("opens a code pad in a language", async () => {
  const { room, transport } = await renderInRoom(<RoomDialogs />, { ui: { dialog: "open-pad" } });
  const dialog = within(await screen.findByRole("dialog", { name: "New pad" }));
  await userEvent.type(dialog.getByLabelText(/Title/), "a.go");
  await userEvent.selectOptions(dialog.getByLabelText("Language"), "go");
  await userEvent.click(dialog.getByRole("button", { name: "Open pad" }));
  await waitFor(() => expect(room.accepted).toHaveLength(1));
  const actor = { id: "asha", name: "Asha", role: "host" } as const;
  const pad = { ...TESTS, title: "a.go" };
  transport.receive((to) => to.entry({ seq: 9, at: 9, actor, type: "pad_opened", pad }));
  await waitFor(() =>
    expect(room.accepted).toMatchObject([
      { type: "open_pad", kind: "code", title: "a.go" },
      { type: "set_language", pad: "tests", language: "go" },
    ]),
  );
});
