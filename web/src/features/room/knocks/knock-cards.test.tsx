import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { refusal } from "@/live/memory/memory-room";
import { PeopleList } from "../people/people-list";
import { renderInRoom } from "../test/render-in-room";
import { KnockCards } from "./knock-cards";

const knock = (name: string) => ({ id: name.toLowerCase(), name, at: 1 });
const side = (
  <>
    <KnockCards />
    <PeopleList />
  </>
);
const button = (person: string, name: string) =>
  within(screen.getByText(person).closest("li") as HTMLElement).getByRole("button", { name });

it("hands the focus on to the next card, and after the last one to the people", async () => {
  const view = { knocks: [knock("Carl"), knock("Dana")] };
  const { room } = await renderInRoom(side, { view });
  await userEvent.click(button("Carl", "Reject"));
  room.changeView({ knocks: [knock("Dana")] });
  await waitFor(() => expect(button("Dana", "Admit")).toHaveFocus());
  // Someone else decides on the card that has the focus.
  room.changeView({ knocks: [] });
  await waitFor(() => expect(screen.getByRole("region", { name: "People inside" })).toHaveFocus());
});

it("leaves the focus to those who work elsewhere", async () => {
  const { room } = await renderInRoom(side, { view: { knocks: [knock("Carl"), knock("Dana")] } });
  button("Carl", "Admit").focus();
  button("Carl", "Admit").blur();
  screen.getByRole("button", { name: "Raise hand" }).focus();
  room.changeView({ knocks: [] });
  await waitFor(() => expect(screen.queryByText("Dana")).toBeNull());
  expect(screen.getByRole("button", { name: "Raise hand" })).toHaveFocus();
});

it("gives the focus back when the decision was refused", async () => {
  const { room, transport, live } = await renderInRoom(side, {
    view: { knocks: [knock("Carl")] },
  });
  room.refuse = () => refusal("forbidden");
  transport.cut();
  await userEvent.click(button("Carl", "Admit"));
  // Browsers take the focus from a button that is switched off; jsdom does so by no other way.
  const hand = screen.getByRole("button", { name: "Raise hand" });
  hand.focus();
  hand.blur();
  expect(document.body).toHaveFocus();
  transport.reachable = true;
  live.connection.hurry();
  expect(await screen.findByText("Carl was not let in")).toBeVisible();
  await waitFor(() => expect(button("Carl", "Admit")).toHaveFocus());
});
