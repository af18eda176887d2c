import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";
import { beginSession } from "@/api/session";
import { fakeServer } from "@/test/fake-server";
import { aRoom, PRIYA, signedIn, signedInAs } from "@/test/people";
import { renderApp } from "@/test/render-app";
import DashboardPage from "./dashboard-page";

beforeEach(() => beginSession(signedIn()));

const routes = [
  { path: "/dashboard", Component: DashboardPage },
  { path: "/r/:roomId", element: <p>The room</p> },
];

const rooms = (...items: object[]) => ({ body: { items, nextCursor: null } });

test("an interview is two clicks away", async () => {
  const requests = fakeServer({
    "GET /rooms": () => rooms(),
    "POST /rooms": () => ({ status: 201, body: aRoom({ id: "new-room" }) }),
  });
  const router = renderApp(routes, "/dashboard");
  await userEvent.click(screen.getByRole("button", { name: "New interview" }));
  await userEvent.click(await screen.findByRole("button", { name: "Create and open" }));
  expect(await screen.findByText("The room")).toBeVisible();
  expect(router.state.location.pathname).toBe("/r/new-room");
  const made = requests.find((request) => request.method === "POST");
  expect(made?.body).toMatchObject({ title: "Interview", kind: "interview" });
});

test("the host chooses which signals are on", async () => {
  const requests = fakeServer({
    "GET /rooms": () => rooms(),
    "POST /rooms": () => ({ status: 201, body: aRoom() }),
  });
  renderApp(routes, "/dashboard");
  await userEvent.click(screen.getByRole("button", { name: "New interview" }));
  await userEvent.click(await screen.findByText("Signals from the candidate’s browser"));
  await userEvent.click(screen.getByLabelText("Leaving the window"));
  await userEvent.click(screen.getByRole("button", { name: "Create and open" }));
  await screen.findByText("The room");
  const made = requests.find((request) => request.method === "POST");
  expect(made?.body).toMatchObject({
    signals: [
      "tab_hidden",
      "tab_visible",
      "pasted_from_outside",
      "fullscreen_left",
      "connection_lost",
      "connection_restored",
      "problem_copied",
      "devices_changed",
    ],
  });
});

test("a new room shows in the list without a reload", async () => {
  const items = [aRoom({ id: "old", title: "Old" })];
  fakeServer({
    "GET /rooms": () => rooms(...items),
    "PATCH /rooms/old": () => {
      items[0] = aRoom({ id: "old", title: "New name" });
      return { body: items[0] };
    },
  });
  renderApp(routes, "/dashboard");
  await userEvent.click(await screen.findByRole("button", { name: "More for Old" }));
  await userEvent.click(await screen.findByRole("menuitem", { name: "Rename" }));
  const field = await screen.findByRole("textbox", { name: "Title" });
  await userEvent.clear(field);
  await userEvent.type(field, "New name{Enter}");
  expect(await screen.findByRole("link", { name: "New name" })).toBeVisible();
});

test("only the host may rename and delete", async () => {
  fakeServer({
    "GET /rooms": () =>
      rooms(aRoom({ title: "Mine" }), aRoom({ id: "2", title: "Theirs", role: "interviewer" })),
  });
  renderApp(routes, "/dashboard");
  const upcoming = (await screen.findByRole("heading", { name: /Upcoming/ })).closest("section");
  if (!upcoming) throw new Error("no section");
  expect(within(upcoming).getByRole("button", { name: "More for Mine" })).toBeVisible();
  await userEvent.click(within(upcoming).getByRole("button", { name: "More for Theirs" }));
  await screen.findByRole("menuitem", { name: "Invite people" });
  expect(screen.queryByRole("menuitem", { name: "Rename" })).toBeNull();
  expect(screen.queryByRole("menuitem", { name: "Delete" })).toBeNull();
});

test("a list that does not come says so and can be asked for again", async () => {
  let up = false;
  fakeServer({
    "GET /rooms": () => (up ? rooms(aRoom({ title: "Here again" })) : { status: 500, body: {} }),
  });
  renderApp(routes, "/dashboard");
  expect(await screen.findByText("Your rooms could not be loaded")).toBeVisible();
  up = true;
  await userEvent.click(screen.getByRole("button", { name: "Try again" }));
  expect(await screen.findByRole("link", { name: "Here again" })).toBeVisible();
});

test("an address that is not verified is mentioned, and its link sent again", async () => {
  beginSession(signedInAs({ emailVerified: false }));
  const requests = fakeServer({
    "GET /rooms": () => rooms(aRoom()),
    "GET /me": () => ({ body: { ...PRIYA, emailVerified: false } }),
    "POST /me/email/verification": () => ({ status: 202 }),
  });
  renderApp(routes, "/dashboard");
  const banner = within(screen.getByRole("region", { name: "Your address is not verified" }));
  await userEvent.click(banner.getByRole("button", { name: "Send again" }));
  expect(await banner.findByText(/on its way to priya@example.org/)).toBeVisible();
  expect(requests.some(({ path }) => path === "/me/email/verification")).toBe(true);
});

test("once it is verified elsewhere, nothing is said any more", async () => {
  beginSession(signedInAs({ emailVerified: false }));
  fakeServer({ "GET /rooms": () => rooms(aRoom()), "GET /me": () => ({ body: PRIYA }) });
  renderApp(routes, "/dashboard");
  const banner = screen.getByRole("region", { name: "Your address is not verified" });
  await waitFor(() => expect(banner).not.toBeInTheDocument());
});
