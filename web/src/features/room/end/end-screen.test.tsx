import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it } from "vitest";
import { memoryView } from "@/live/memory/memory-view";
import type { RoomView, TimelineEntry } from "@/live/types";
import { fakeServer } from "@/test/fake-server";
import { renderInRoom } from "../test/render-in-room";
import { EndScreen } from "./end-screen";
import { useEndScreen } from "./use-end-screen";

const ENTRIES = [
  { seq: 1, at: 0, actor: { id: "asha", name: "Asha" }, type: "created" },
  { seq: 2, at: 60_000, actor: { id: "asha", name: "Asha" }, type: "started" },
  { seq: 7, at: 75_000, actor: { id: "carl", name: "Carl" }, type: "signal", kind: "tab_hidden" },
  { seq: 8, at: 80_000, actor: { id: "carl", name: "Carl" }, type: "signal", kind: "tab_visible" },
  { seq: 9, at: 120_000, actor: { id: "asha", name: "Asha" }, type: "ended" },
] as unknown as TimelineEntry[];

beforeEach(() => {
  fakeServer({
    "GET /rooms/room/scorecards": () => ({
      body: { items: [], nextCursor: null, submitted: 0, rubric: { version: 1, competencies: [] } },
    }),
  });
});

const ended = (change: Partial<RoomView["room"]> = {}) => ({
  ...memoryView().room,
  status: "ended" as const,
  startedAt: 60_000,
  endedAt: 120_000,
  ...change,
});

function Place() {
  const { possible, open, show } = useEndScreen();
  if (open) return <EndScreen />;
  return (
    <button type="button" disabled={!possible} onClick={() => show(true)}>
      The room
    </button>
  );
}

it("says in numbers what happened, and leads back to the room and here again", async () => {
  await renderInRoom(<Place />, { view: { room: ended() }, entries: ENTRIES });
  expect(screen.getByRole("heading", { name: "What happened, in numbers" })).toHaveFocus();
  expect(screen.getByText("Duration").nextSibling).toHaveTextContent("1:00");
  expect(screen.getByText("Tab in the background: 1 time, 5 s together")).toBeVisible();
  expect(await screen.findByRole("button", { name: "Submit scorecard…" })).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: "Back to the room" }));
  await userEvent.click(screen.getByRole("button", { name: "The room" }));
  expect(screen.getByRole("heading", { name: "Your scorecard" })).toBeVisible();
});

it("is not for a room that goes on, for practice, or for those who only watched", async () => {
  const me = { ...memoryView().me, role: "observer" as const };
  for (const view of [
    memoryView(),
    memoryView({ room: ended({ kind: "practice" }) }),
    memoryView({ room: ended(), me }),
  ]) {
    await renderInRoom(<Place />, { view });
    for (const button of screen.getAllByRole("button", { name: "The room" })) {
      expect(button).toBeDisabled();
    }
  }
});
