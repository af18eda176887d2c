import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";
import { beginSession } from "@/api/session";
import type { SessionItem } from "@/api/types";
import { fakeServer, refusal } from "@/test/fake-server";
import { signedIn } from "@/test/people";
import { renderApp } from "@/test/render-app";
import { SessionSettings } from "./session-settings";

beforeEach(() => beginSession(signedIn()));

const routes = [{ path: "/settings", Component: SessionSettings }];

function aSession(id: string, device: string, current = false): SessionItem {
  const lastUsedAt = new Date(Date.now() - 5 * 60_000).toISOString();
  return { id, device, createdAt: "2026-11-20T09:00:00Z", lastUsedAt, current };
}

const PHONE = aSession("phone", "Safari on iPhone");
const LAPTOP = aSession("laptop", "Firefox on Linux", true);
const WORK = aSession("work", "Chrome on Windows");

test("this device comes first and can't be ended by a slip, another can", async () => {
  let items = [PHONE, LAPTOP];
  fakeServer({
    "GET /me/sessions": () => ({ body: { items } }),
    "DELETE /me/sessions/phone": () => {
      items = [LAPTOP];
      return { status: 204 };
    },
  });
  renderApp(routes, "/settings");
  const [first, second] = await screen.findAllByRole("listitem");
  expect(first).toHaveTextContent(/Firefox on Linux.*This device/);
  expect(second).toHaveTextContent(/Safari on iPhone.*Last used 5 minutes ago/);
  expect(screen.queryByRole("button", { name: "Sign out Firefox on Linux" })).toBeNull();
  await userEvent.click(screen.getByRole("button", { name: "Sign out Safari on iPhone" }));
  await waitFor(() => expect(second).not.toBeInTheDocument());
});

test("all others end at once", async () => {
  let items = [LAPTOP, PHONE, WORK];
  fakeServer({
    "GET /me/sessions": () => ({ body: { items } }),
    "DELETE /me/sessions": () => {
      items = [LAPTOP];
      return { status: 204 };
    },
  });
  renderApp(routes, "/settings");
  await userEvent.click(await screen.findByRole("button", { name: "Sign out all other devices" }));
  await waitFor(() => expect(screen.getAllByRole("listitem")).toHaveLength(1));
});

test("what could not be ended says so", async () => {
  fakeServer({
    "GET /me/sessions": () => ({ body: { items: [LAPTOP, PHONE] } }),
    "DELETE /me/sessions/phone": () => refusal(503, "try_later", { detail: "Try again later." }),
  });
  renderApp(routes, "/settings");
  await userEvent.click(await screen.findByRole("button", { name: "Sign out Safari on iPhone" }));
  expect(await screen.findByText("Try again later.")).toBeVisible();
});

test("a list that does not come can be asked for again", async () => {
  let up = false;
  fakeServer({
    "GET /me/sessions": () => (up ? { body: { items: [LAPTOP] } } : { status: 500, body: {} }),
  });
  renderApp(routes, "/settings");
  expect(await screen.findByRole("alert")).toHaveTextContent("could not be loaded");
  up = true;
  await userEvent.click(screen.getByRole("button", { name: "Try again" }));
  expect(await screen.findByText("Firefox on Linux")).toBeVisible();
});
