import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";
import { beginSession, currentSession, endSession } from "@/api/session";
import { fakeServer, refusal } from "@/test/fake-server";
import { signedIn } from "@/test/people";
import { renderApp } from "@/test/render-app";
import ResetPasswordPage from "./reset-password-page";

beforeEach(() => endSession());

const routes = [{ path: "/reset-password", Component: ResetPasswordPage }];

async function choose(password: string) {
  await userEvent.click(screen.getByLabelText("New password"));
  await userEvent.paste(password);
  await userEvent.click(screen.getByRole("button", { name: "Save the new password" }));
}

test("a new password is saved, and the token is gone from the address by then", async () => {
  window.history.pushState({ idx: 0 }, "", "/reset-password?token=secret");
  const requests = fakeServer({ "POST /auth/password/reset": () => ({ status: 204 }) });
  renderApp(routes, "/reset-password?token=secret");
  expect(window.location.href).not.toContain("secret");
  expect(window.history.state).toEqual({ idx: 0 });
  await choose("a long new password");
  expect(await screen.findByRole("heading", { name: /is changed/ })).toHaveFocus();
  expect(screen.getByRole("link", { name: "Sign in" })).toHaveAttribute("href", "/sign-in");
  expect(requests[0]?.body).toEqual({ token: "secret", password: "a long new password" });
});

test("a session that the new password ended is forgotten here too", async () => {
  beginSession(signedIn());
  fakeServer({
    "POST /auth/password/reset": () => ({ status: 204 }),
    "POST /auth/refresh": () => refusal(401, "session_ended"),
  });
  renderApp(routes, "/reset-password?token=secret");
  await choose("a long new password");
  await screen.findByRole("heading", { name: /is changed/ });
  expect(currentSession().status).toBe("signedOut");
});

test("a refused password is said at its field, and another can be tried", async () => {
  fakeServer({
    "POST /auth/password/reset": () =>
      refusal(422, "invalid", { errors: [{ field: "password", message: "is too common" }] }),
  });
  renderApp(routes, "/reset-password?token=secret");
  await choose("password1");
  expect(await screen.findByText("This is too common.")).toBeVisible();
  expect(screen.getByLabelText("New password")).toHaveAccessibleDescription(/too common/);
});

test("a link that is too old leads to a new one", async () => {
  fakeServer({ "POST /auth/password/reset": () => refusal(410, "link_expired") });
  renderApp(routes, "/reset-password?token=old");
  await choose("a long new password");
  expect(await screen.findByText(/Your password is as it was/)).toBeVisible();
  expect(screen.getByRole("link", { name: "Get a new link" })).toHaveAttribute(
    "href",
    "/forgot-password",
  );
});

test("without a token there is no form to fill in vain", () => {
  fakeServer({});
  renderApp(routes, "/reset-password");
  expect(screen.queryByLabelText("New password")).toBeNull();
  expect(screen.getByRole("link", { name: "Get a new link" })).toBeVisible();
});
