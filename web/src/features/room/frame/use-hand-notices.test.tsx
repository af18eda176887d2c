import { act, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import type { TimelineEntry } from "@/live/types";
import { renderInRoom } from "../test/render-in-room";
import { useHandNotices } from "./use-hand-notices";

function Listening() {
  useHandNotices();
  return null;
}

const raised = (seq: number, name: string) => {
  const actor = { id: name.toLowerCase(), name, role: "candidate" };
  return { seq, at: seq, actor, type: "hand_raised" } as TimelineEntry;
};

it("tells interviewers of a raised hand, once, and not of those from before", async () => {
  const { live } = await renderInRoom(<Listening />, { entries: [raised(1, "Earlier")] });
  act(() => live.timeline.add(raised(3, "Carl")));
  act(() => live.timeline.add(raised(4, "Asha")));
  expect(await screen.findByText("Carl raised a hand")).toBeInTheDocument();
  act(() => live.timeline.add(raised(5, "Dana")));
  expect(await screen.findByText("Dana raised a hand")).toBeInTheDocument();
  expect(screen.getAllByText(/raised a hand/)).toHaveLength(2);
});

it("leaves candidates alone", async () => {
  const me = { id: "cleo", name: "Cleo", role: "candidate", connection: "c" } as const;
  const { live } = await renderInRoom(<Listening />, { view: { me: { ...me, state: "inside" } } });
  act(() => live.timeline.add(raised(3, "Carl")));
  expect(screen.queryByText(/raised a hand/)).toBeNull();
});
