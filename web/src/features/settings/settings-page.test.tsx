import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";
import { currentPreferences } from "@/api/me/preferences";
import { beginSession } from "@/api/session";
import { type FakeRequest, fakeServer } from "@/test/fake-server";
import { PRIYA, signedIn } from "@/test/people";
import { renderApp } from "@/test/render-app";
import SettingsPage from "./settings-page";

beforeEach(() => beginSession(signedIn()));

const changes = (requests: FakeRequest[]) =>
  requests.filter(({ method }) => method === "PATCH").map(({ body }) => body);

const sessions = { "GET /me/sessions": () => ({ body: { items: [] } }) };

const routes = [{ path: "/settings", Component: SettingsPage }];

test("a theme holds at once and is saved to the account", async () => {
  const requests = fakeServer({
    ...sessions,
    "PATCH /me": () => ({ body: { ...PRIYA, settings: { theme: "dark" } } }),
  });
  renderApp(routes, "/settings");
  await userEvent.click(screen.getByRole("radio", { name: "Dark" }));
  expect(document.documentElement).toHaveAttribute("data-mantine-color-scheme", "dark");
  expect(await screen.findByText("Saved")).toBeVisible();
  expect(changes(requests)[0]).toEqual({ settings: { theme: "dark" } });
});

test("a keymap that could not be saved says so and holds here", async () => {
  fakeServer({ ...sessions, "PATCH /me": () => null });
  renderApp(routes, "/settings");
  await userEvent.click(await screen.findByRole("radio", { name: "Vim" }));
  expect(await screen.findByText(/not saved to your account/)).toBeVisible();
  expect(currentPreferences().editorKeymap).toBe("vim");
});

test("a name is saved when asked", async () => {
  const requests = fakeServer({
    ...sessions,
    "PATCH /me": ({ body }) => ({ body: { ...PRIYA, ...(body as object) } }),
  });
  renderApp(routes, "/settings");
  const field = screen.getByLabelText("Your name");
  await userEvent.clear(field);
  await userEvent.type(field, "Priya R.");
  await userEvent.click(screen.getByRole("button", { name: "Save name" }));
  expect(await screen.findByText("Saved")).toBeVisible();
  expect(changes(requests)[0]).toEqual({ name: "Priya R." });
});
