import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import type { TimelineEntry } from "@/live/types";
import { renderInRoom } from "../test/render-in-room";
import { MobileLayout } from "./mobile-layout";
import { SideTabs } from "./side-tabs";
import { UnreadContext, useCountUnread } from "./unread";

const actor = { id: "carl", name: "Carl", role: "candidate" } as const;
const said = (seq: number): TimelineEntry => ({
  seq,
  at: seq,
  actor,
  type: "said",
  text: `line ${seq}`,
  to: "all",
});
const signal = (seq: number): TimelineEntry => ({
  seq,
  at: seq,
  actor,
  type: "signal",
  kind: "tab_hidden",
  n: seq,
});

function Counted({ narrow = false }: { narrow?: boolean }) {
  const unread = useCountUnread();
  return (
    <UnreadContext.Provider value={unread}>
      {narrow ? <MobileLayout /> : <SideTabs />}
    </UnreadContext.Provider>
  );
}

it("counts what came after one came in, not what was there", async () => {
  const ui = { side: "signals" };
  const { live } = await renderInRoom(<Counted />, { ui });
  // The first view was of seq 1; this is history that is still on its way.
  live.timeline.add(said(1));
  live.timeline.add(said(2));
  live.timeline.add(signal(3));
  expect(await screen.findByRole("tab", { name: "Chat 1 new message" })).toBeVisible();
  expect(screen.getByRole("tab", { name: "Signals" })).toBeVisible();
  await userEvent.click(screen.getByRole("tab", { name: /Chat/ }));
  expect(screen.getByRole("tab", { name: "Chat" })).toBeVisible();
});

it("shows on the bottom bar of a phone what came in behind its button", async () => {
  const wide = window.matchMedia;
  vi.spyOn(window, "matchMedia").mockImplementation((query) => ({
    ...wide(query),
    matches: query.includes("max-width"),
  }));
  const { live } = await renderInRoom(<Counted narrow />, { ui: { pane: "people" } });
  live.timeline.add(said(2));
  live.timeline.add(said(3));
  live.timeline.add(signal(4));
  const nav = within(screen.getByRole("navigation", { name: "Panes" }));
  expect(await nav.findByRole("button", { name: /2 new messages, 1 new signal/ })).toBeVisible();
});
