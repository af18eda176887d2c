import { screen, waitFor } from "@testing-library/react";
import { expect, it } from "vitest";
import type { TimelineEntry } from "@/live/types";
import { renderInRoom } from "../test/render-in-room";
import { Announcer } from "./announcer";

const actor = { id: "carl", name: "Carl", role: "candidate" } as const;
const ok = (seq: number): TimelineEntry => ({
  seq,
  at: Date.now() + seq,
  actor,
  type: "said",
  text: "ok",
  to: "all",
});

it("says the same words again when they are said again", async () => {
  const { live } = await renderInRoom(<Announcer />);
  live.timeline.add(ok(5));
  const first = await screen.findByText("Carl: ok");
  live.timeline.add(ok(6));
  await waitFor(() => expect(screen.getByText("Carl: ok")).not.toBe(first));
});
