import { screen, waitFor } from "@testing-library/react";
import { expect, it } from "vitest";
import { renderInRoom } from "../test/render-in-room";
import { Lobby } from "./lobby";

const carl = { id: "carl", name: "Carl", role: "candidate", connection: "c1" } as const;
const comesFirst = (a: Element, b: Element) =>
  Boolean(a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING);
const notes = () => screen.getByRole("heading", { name: /What this room notes/ });

it("has the button where nobody overlooks it, and what the room notes on the same page", async () => {
  const view = { me: { ...carl, state: "outside" as const } };
  const { room } = await renderInRoom(<Lobby />, { view });
  expect(comesFirst(screen.getByRole("button", { name: "Ask to join" }), notes())).toBe(true);
  room.changeView({ me: { ...carl, state: "waiting" } });
  await waitFor(() =>
    expect(screen.getByText("Asha has been told that you are here")).toBeVisible(),
  );
  expect(comesFirst(screen.getByText("Asha has been told that you are here"), notes())).toBe(true);
});
