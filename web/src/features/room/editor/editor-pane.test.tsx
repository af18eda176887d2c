import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { expect, it, vi } from "vitest";
import { refusal } from "@/live/memory/memory-room";
import { CODE, memoryView } from "@/live/memory/memory-view";
import type { PadInfo } from "@/live/types";
import { renderInRoom } from "../test/render-in-room";
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

const SECOND: PadInfo = { id: "second", kind: "code", title: "tests", locked: false };

it("shows another pad in the same editor, which remembers where one was", async () => {
  await renderInRoom(<EditorPane />, { view: { pads: [...memoryView().pads, SECOND] } });
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
