import { fireEvent, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it } from "vitest";
import type { AgendaItem } from "@/api/types";
import { memoryView } from "@/live/memory/memory-view";
import type { RoomView, TimelineEntry } from "@/live/types";
import { type FakeRequest, fakeServer } from "@/test/fake-server";
import { RoomPalette } from "../palette/room-palette";
import { ProblemPane } from "../problem/problem-pane";
import { renderInRoom } from "../test/render-in-room";

const ITEMS: AgendaItem[] = [
  { id: "a", title: "Merge", statement: "Merge them.", hints: [], minutes: 1 },
  {
    id: "b",
    title: "Sort",
    statement: "Sort them.",
    hints: ["Twice."],
    language: "go",
    starter: "package main",
    minutes: 30,
  },
  { id: "c", title: "Search", statement: "Find it.", hints: [] },
];

let requests: FakeRequest[];

beforeEach(() => {
  requests = fakeServer({
    "GET /rooms/room/agenda": () => ({ body: { version: 1, items: ITEMS } }),
  });
});

const room = memoryView().room;
const chosen = { seq: 3, actor: { id: "asha", name: "Asha" }, type: "problem_chosen" } as const;
const MERGE = { title: "Merge", statement: "Merge them.", hints: [], hintCount: 0 };

/** Merge has been on for 95 seconds, of a minute that was planned. */
function later(): { view: Partial<RoomView>; entries: TimelineEntry[] } {
  const at = Date.now() - 95_000;
  // The server's clock is known by what it says last.
  const last = { ...chosen, seq: 4, at: at + 95_000, type: "hand_raised" };
  const entries = [{ ...chosen, ...MERGE, at }, last] as unknown as TimelineEntry[];
  return { view: { room: { ...room, status: "live", startedAt: at }, problem: MERGE }, entries };
}

it("starts a prepared problem with all that belongs to it", async () => {
  const { room: memory } = await renderInRoom(<ProblemPane />);
  expect(await screen.findByText("0 of 3 · 0:00 of 31 min")).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: "Start Sort" }));
  await waitFor(() =>
    expect(memory.accepted).toMatchObject([
      {
        type: "choose_problem",
        title: "Sort",
        statement: "Sort them.",
        hints: ["Twice."],
        language: "go",
        starter: "package main",
      },
    ]),
  );
});

it("shows what is on beside its plan, and more than that in the same words", async () => {
  await renderInRoom(<ProblemPane />, later());
  expect(await screen.findByRole("img", { name: "On now" })).toBeVisible();
  expect(screen.getByText(/^1:3\d of 1 min$/)).toBeVisible();
  expect(screen.getByText(/^1 of 3 · 1:3\d of 31 min$/)).toBeVisible();
  expect(screen.queryByRole("button", { name: "Start Merge" })).toBeNull();
});

it("keeps the time of one that got another name, and shows it nowhere else", async () => {
  const scene = later();
  const { statement } = ITEMS[1] as AgendaItem;
  const now = Date.now();
  const sort = { ...chosen, seq: 5, at: now, title: "Sorting", statement, hints: [] };
  const made = { ...chosen, seq: 6, at: now + 1, title: "Made up", statement: "On the spot." };
  const entries = [...scene.entries, sort, made] as TimelineEntry[];
  await renderInRoom(<ProblemPane />, { ...scene, entries });
  expect(await screen.findByText(/^2 of 3/)).toBeVisible();
  expect(screen.queryByText("Sorting")).toBeNull();
});

it("starts the next one from the palette", async () => {
  const scene = later();
  const { room: memory } = await renderInRoom(
    <>
      <ProblemPane />
      <RoomPalette />
    </>,
    scene,
  );
  await screen.findByRole("button", { name: "Start Sort" });
  await userEvent.keyboard("{Control>}k{/Control}");
  const search = await screen.findByLabelText("Search all actions");
  fireEvent.change(search, { target: { value: "Start next: Sort" } });
  await userEvent.keyboard("{Enter}");
  await waitFor(() => expect(memory.accepted).toMatchObject([{ title: "Sort" }]));
});

it("is not there for others, and nobody asks for it", async () => {
  for (const role of ["candidate", "observer"] as const) {
    const me = { ...memoryView().me, role };
    await renderInRoom(<ProblemPane />, { view: { me } });
  }
  expect(screen.queryByRole("region", { name: "Agenda" })).toBeNull();
  expect(requests).toEqual([]);
});
