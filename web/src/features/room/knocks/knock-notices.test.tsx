import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it, vi } from "vitest";
import { MoreMenu } from "../header/more-menu";
import { PeopleList } from "../people/people-list";
import { renderInRoom } from "../test/render-in-room";

const label = "Tell me of knocks in other tabs";

beforeEach(() => {
  const notification = {
    permission: "default",
    requestPermission: async () => {
      notification.permission = "granted";
    },
  };
  vi.stubGlobal("Notification", notification);
});

it("is offered before anyone has knocked, in both places, until it is answered", async () => {
  await renderInRoom(
    <>
      <MoreMenu full={false} />
      <PeopleList />
    </>,
  );
  expect(screen.getByRole("button", { name: label })).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: "More" }));
  await userEvent.click(await screen.findByRole("menuitem", { name: label }));
  await waitFor(() => expect(screen.queryByRole("button", { name: label })).toBeNull());
});

it("is not offered to those who do not decide on knocks", async () => {
  const me = { id: "carl", name: "Carl", role: "candidate", connection: "c" } as const;
  await renderInRoom(<PeopleList />, { view: { me: { ...me, state: "inside" } } });
  expect(screen.queryByRole("button", { name: label })).toBeNull();
});
