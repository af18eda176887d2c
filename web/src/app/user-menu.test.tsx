import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import UserMenu from "@/app/user-menu";
import { fakeServer } from "@/test/fake-server";
import { PRIYA } from "@/test/people";
import { renderApp } from "@/test/render-app";

async function openMenu(administrator: boolean) {
  fakeServer({});
  renderApp([{ path: "/", element: <UserMenu user={{ ...PRIYA, administrator }} /> }], "/");
  await userEvent.click(screen.getByRole("button", { name: "Account of Priya Raman" }));
  await screen.findByRole("menuitem", { name: "Settings" });
  return screen.queryByRole("menuitem", { name: "Background jobs" });
}

test("the jobs are in the menu of administrators", async () => {
  expect(await openMenu(true)).toHaveAttribute("href", "/admin/jobs");
});

test("and in nobody else's", async () => {
  expect(await openMenu(false)).toBeNull();
});

test("its first item takes the focus, and nothing else is in it that would", async () => {
  await openMenu(false);
  const first = screen.getByRole("menuitem", { name: "Interviews" });
  await waitFor(() => expect(first).toHaveFocus());
  expect(screen.getByRole("menu").querySelector("[role=presentation]")).toBeNull();
});
