import { screen, waitFor } from "@testing-library/react";
import { expect, it } from "vitest";
import type { TimelineEntry } from "@/live/types";
import { person, renderInRoom } from "../test/render-in-room";
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

it("says in one breath what comes together", async () => {
  const { live } = await renderInRoom(<Announcer />);
  for (const [seq, name] of [
    [5, "Dana"],
    [6, "Eve"],
  ] as const) {
    const by = { id: name.toLowerCase(), name, role: "candidate" } as const;
    live.timeline.add({ seq, at: Date.now(), actor: by, type: "knocked", name });
  }
  expect(await screen.findByText("Dana and Eve ask to join")).toBeInTheDocument();
});

it("says the same words again when they are said again", async () => {
  const { live } = await renderInRoom(<Announcer />);
  live.timeline.add(ok(5));
  const first = await screen.findByText("Carl: ok");
  live.timeline.add(ok(6));
  await waitFor(() => expect(screen.getByText("Carl: ok")).not.toBe(first));
});

it("says that someone is back, and nothing of those whom one finds here", async () => {
  const before = { at: Date.now() - 60_000, type: "left" } as const;
  const people = [person("Carl", { online: false }), person("Dana")];
  const entries: TimelineEntry[] = [
    { ...before, seq: 2, actor },
    { ...before, seq: 3, actor: { ...actor, id: "dana", name: "Dana" } },
    // The server's clock is known by what it says last.
    { seq: 4, at: Date.now(), actor: { ...actor, id: "asha" }, type: "hand_lowered" },
  ];
  const { room } = await renderInRoom(<Announcer />, { view: { people }, entries });
  room.changeView({ people: [person("Carl"), person("Dana")] });
  expect(await screen.findByText("Carl is back")).toBeInTheDocument();
});
