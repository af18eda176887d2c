import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { memoryView, NOTES } from "@/live/memory/memory-view";
import type { PadInfo, TimelineEntry } from "@/live/types";
import { renderInRoom } from "../test/render-in-room";
import { momentMark, momentsIn } from "./moments";
import { Notes } from "./notes";

const pad = memoryView().pads.find(({ id }) => id === NOTES) as PadInfo;
const actor = { id: "carl", name: "Carl", role: "candidate" } as const;
const minutes = (count: number) => count * 60_000;
const said = (seq: number, at: number, text: string) =>
  ({ seq, at, actor, type: "said", text, to: "all" }) as TimelineEntry;

it("reads the moments that it writes, and what is written behind them", () => {
  const text = `first\n${momentMark(754_000)}good question\nlater ${momentMark(3_723_000)}`;
  expect(momentsIn(text)).toMatchObject([
    { label: "12:34", at: 754_000, note: "good question" },
    { label: "1:02:03", at: 3_723_000, note: "" },
  ]);
  expect(momentsIn("[12:3] [1:75] [a:30] 12:34")).toEqual([]);
});

it("puts the time since the start where the caret is, by button and by keys", async () => {
  const startedAt = Date.now() - 754_000;
  const { room } = memoryView();
  await renderInRoom(<Notes pad={pad} />, { view: { room: { ...room, startedAt } } });
  const area = await screen.findByRole("textbox");
  await waitFor(() => expect(area).not.toHaveAttribute("readonly"));
  await userEvent.type(area, "a b");
  await userEvent.type(area, "{ArrowLeft}{ArrowLeft}");
  await userEvent.click(screen.getByRole("button", { name: "Note the time" }));
  const text = () => (area as HTMLTextAreaElement).value;
  // To the second it depends on how fast this machine is today.
  expect(text()).toMatch(/^a\[12:[345]\d\] {2}b$/);
  expect(area).toHaveFocus();
  await userEvent.keyboard("{End}{Control>};{/Control}");
  expect(text()).toMatch(/^a\[12:[345]\d\] {2}b\[12:[345]\d\] $/);
  // As a German keyboard has it.
  await userEvent.keyboard("{Control>}{Shift>};{/Shift}{/Control}");
  expect(text()).toMatch(/b(\[12:[345]\d\] ){2}$/);
});

it("opens what happened around a moment", async () => {
  const startedAt = 10_000;
  const { room } = memoryView();
  const entries = [
    said(2, startedAt + minutes(2), "long before"),
    said(3, startedAt + minutes(12), "why a heap?"),
    said(4, startedAt + minutes(20), "long after"),
  ];
  const { live } = await renderInRoom(<Notes pad={pad} />, {
    view: { room: { ...room, startedAt } },
    entries,
  });
  live.pads.get().get(NOTES)?.replica.get().text.insert(0, "[12:34] asks well");
  await userEvent.click(await screen.findByRole("button", { name: "12:34" }));
  const around = within(await screen.findByRole("dialog", { name: "12:34" }));
  await waitFor(() => expect(around.getByText(/Carl: why a heap\?/)).toBeVisible());
  expect(around.queryByText(/long/)).toBeNull();
});

it("has no time to note before the interview starts", async () => {
  const { room } = memoryView();
  const scheduled = { ...room, status: "scheduled", startedAt: undefined } as const;
  await renderInRoom(<Notes pad={pad} />, { view: { room: scheduled } });
  await screen.findByRole("textbox");
  expect(screen.queryByRole("button", { name: "Note the time" })).toBeNull();
});
