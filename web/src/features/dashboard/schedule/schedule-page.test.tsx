import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";
import { beginSession } from "@/api/session";
import { fakeServer } from "@/test/fake-server";
import { aRoom, signedIn } from "@/test/people";
import { renderApp } from "@/test/render-app";
import { dayOf, step } from "./calendar-days";
import SchedulePage from "./schedule-page";
import { firstTimeOn } from "./use-schedule";

beforeEach(() => beginSession(signedIn()));

const routes = [
  { path: "/schedule", Component: SchedulePage },
  { path: "/r/:roomId", element: <p>The room</p> },
];

/** Tomorrow at ten, which may be in the next month. */
const tomorrow = () => {
  const date = new Date();
  date.setDate(date.getDate() + 1);
  return new Date(date.setHours(10, 0, 0, 0));
};

const rooms = (...items: object[]) => ({ body: { items, nextCursor: null } });
const nobody = { body: { items: [], nextCursor: null } };

test("a click on an interview shows it, and another time is one field away", async () => {
  const at = tomorrow().toISOString();
  const requests = fakeServer({
    "GET /rooms": () => rooms(aRoom({ title: "Backend", scheduledAt: at })),
    "GET /rooms/room-1/invitations": () => nobody,
    "PATCH /rooms/room-1": () => ({ body: aRoom({ scheduledAt: at }) }),
  });
  renderApp(routes, "/schedule");
  const upcoming = await screen.findByRole("region", { name: "Upcoming" });
  await userEvent.click(within(upcoming).getByRole("button", { name: /Backend/ }));
  const dialog = await screen.findByRole("dialog", { name: "Backend" });
  expect(await within(dialog).findByText("Nobody is invited by mail yet.")).toBeInTheDocument();
  const field = within(dialog).getByLabelText("Day and time");
  await userEvent.clear(field);
  await userEvent.type(field, "2030-01-31T16:30");
  await userEvent.click(within(dialog).getByRole("button", { name: "Reschedule" }));
  const change = requests.find(({ method }) => method === "PATCH");
  expect(change?.body).toEqual({ scheduledAt: new Date(2030, 0, 31, 16, 30).toISOString() });
});

test("its problems are prepared from there", async () => {
  fakeServer({
    "GET /rooms": () => rooms(aRoom({ title: "Backend", scheduledAt: tomorrow().toISOString() })),
    "GET /rooms/room-1/invitations": () => nobody,
    "GET /rooms/room-1/agenda": () => ({ body: { version: 0, items: [] } }),
  });
  renderApp(routes, "/schedule");
  const upcoming = await screen.findByRole("region", { name: "Upcoming" });
  await userEvent.click(within(upcoming).getByRole("button", { name: /Backend/ }));
  await userEvent.click(await screen.findByRole("button", { name: "Prepare problems" }));
  const agenda = within(await screen.findByRole("dialog", { name: "Agenda" }));
  expect(await agenda.findByRole("button", { name: "Add a problem" })).toBeVisible();
});

test("a click on a day plans an interview for it, with those invited in one go", async () => {
  const requests = fakeServer({
    "GET /rooms": () => rooms(),
    "POST /rooms": () => ({ status: 201, body: aRoom({ id: "new" }) }),
    "POST /rooms/new/invitations": () => ({ status: 201, body: {} }),
  });
  renderApp(routes, "/schedule");
  await userEvent.click(await screen.findByRole("button", { name: "Next month" }));
  const days = screen.getAllByRole("button", { name: /^New interview on/ });
  const first = days.find((day) => day.textContent === "1");
  if (!first) throw new Error("no first day");
  await userEvent.click(first);
  await userEvent.click(await screen.findByRole("button", { name: "Invite people by mail" }));
  const email = screen.getByLabelText("E-mail address of invited person 1");
  await userEvent.type(email, "cleo@example.org");
  await userEvent.selectOptions(screen.getByLabelText("Role of invited person 1"), "observer");
  await userEvent.click(screen.getByRole("button", { name: "Schedule and copy link" }));
  await screen.findByText(/is scheduled/);
  const posts = requests.filter(({ method }) => method === "POST").map(({ body }) => body);
  const at = new Date(step(dayOf(Date.now()), "month", 1).start).setHours(10);
  expect(posts[0]).toMatchObject({ scheduledAt: new Date(at).toISOString() });
  expect(posts[1]).toMatchObject({ email: "cleo@example.org", role: "observer", minutes: 60 });
});

test("an interview for today begins at the next full hour", () => {
  const now = new Date(2026, 10, 22, 14, 5).getTime();
  expect(new Date(firstTimeOn(dayOf(now), now))).toEqual(new Date(2026, 10, 22, 15));
  const early = new Date(2026, 10, 22, 8, 5).getTime();
  expect(new Date(firstTimeOn(dayOf(early), early))).toEqual(new Date(2026, 10, 22, 10));
});

test("all pages of rooms are in the calendar", async () => {
  const at = tomorrow().toISOString();
  let asked = 0;
  fakeServer({
    "GET /rooms": () => {
      asked += 1;
      const room = aRoom({ id: `r${asked}`, title: `Page ${asked}`, scheduledAt: at });
      return { body: { items: [room], nextCursor: asked < 3 ? "more" : null } };
    },
  });
  renderApp(routes, "/schedule");
  const upcoming = await screen.findByRole("region", { name: "Upcoming" });
  expect(await within(upcoming).findByText("Page 3")).toBeInTheDocument();
});
