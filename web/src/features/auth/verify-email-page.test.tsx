import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { StrictMode } from "react";
import { beforeEach, expect, test } from "vitest";
import { http } from "@/api/http";
import { beginSession, currentSession, endSession } from "@/api/session";
import { fakeServer, refusal } from "@/test/fake-server";
import { PRIYA, signedInAs } from "@/test/people";
import { renderApp } from "@/test/render-app";
import VerifyEmailPage from "./verify-email-page";

beforeEach(() => endSession());

const routes = [
  {
    path: "/verify-email",
    element: (
      <StrictMode>
        <VerifyEmailPage />
      </StrictMode>
    ),
  },
];

const agree = async () =>
  userEvent.click(await screen.findByRole("button", { name: "Yes, verify my address" }));

test("where nobody is signed in it asks first, and then the server once", async () => {
  window.history.pushState(null, "", "/verify-email?token=secret");
  const requests = fakeServer({
    "GET /next": () => ({}),
    "POST /auth/email/verify": () => ({ status: 204 }),
  });
  renderApp(routes, "/verify-email?token=secret");
  const question = "Did you make a CoDevLive account with this address?";
  expect(await screen.findByRole("heading", { name: question })).toHaveFocus();
  expect(window.location.href).not.toContain("secret");
  const instead = screen.getByRole("link", { name: "Forgot password" });
  expect(instead).toHaveAttribute("href", "/forgot-password");
  // What the page asked would stand before it.
  await http.get("/next");
  expect(requests.map(({ path }) => path)).toEqual(["/next"]);
  await agree();
  expect(await screen.findByRole("heading", { name: "Your address is verified" })).toHaveFocus();
  expect(requests.slice(1).map(({ body }) => body)).toEqual([{ token: "secret" }]);
});

test("where one is signed in, opening the link is enough, and asks the server once", async () => {
  window.history.pushState(null, "", "/verify-email?token=secret");
  beginSession(signedInAs({ emailVerified: false }));
  const addresses: string[] = [];
  const requests = fakeServer({
    "POST /auth/email/verify": () => {
      addresses.push(window.location.href);
      return { status: 204 };
    },
    "GET /me": () => ({ body: PRIYA }),
  });
  renderApp(routes, "/verify-email?token=secret");
  expect(await screen.findByRole("heading", { name: "Your address is verified" })).toHaveFocus();
  const posted = requests.filter(({ path }) => path === "/auth/email/verify");
  expect(posted.map(({ body }) => body)).toEqual([{ token: "secret" }]);
  expect(addresses[0]).not.toContain("secret");
});

test("where one is signed in, the profile says so at once", async () => {
  beginSession(signedInAs({ emailVerified: false }));
  fakeServer({
    "POST /auth/email/verify": () => ({ status: 204 }),
    "GET /me": () => ({ body: PRIYA }),
  });
  renderApp(routes, "/verify-email?token=secret");
  expect(await screen.findByRole("link", { name: "Go to your interviews" })).toBeVisible();
  expect(currentSession()).toMatchObject({ user: { emailVerified: true } });
});

test("too late, one who is signed in sends a new link from here", async () => {
  beginSession(signedInAs({ emailVerified: false }));
  const requests = fakeServer({
    "POST /auth/email/verify": () => refusal(410, "link_expired"),
    "POST /me/email/verification": () => ({ status: 202 }),
  });
  renderApp(routes, "/verify-email?token=old");
  await userEvent.click(await screen.findByRole("button", { name: "Send again" }));
  expect(await screen.findByText(/on its way to priya@example.org/)).toBeVisible();
  expect(requests.map(({ path }) => path)).toEqual([
    "/auth/email/verify",
    "/me/email/verification",
  ]);
});

test("too late, one who is not signed in is told to", async () => {
  fakeServer({ "POST /auth/email/verify": () => refusal(410, "link_expired") });
  renderApp(routes, "/verify-email?token=old");
  await agree();
  await screen.findByRole("heading", { name: "This link no longer works" });
  expect(screen.getByRole("link", { name: "Sign in" })).toHaveAttribute(
    "href",
    "/sign-in?next=%2Fsettings",
  );
});

test("a link opened twice worries nobody", async () => {
  beginSession(signedInAs({ emailVerified: true }));
  fakeServer({ "POST /auth/email/verify": () => refusal(410, "link_expired") });
  renderApp(routes, "/verify-email?token=used");
  await screen.findByRole("heading", { name: "Your address is verified already" });
});

test("without an answer it can be tried again, with the same link", async () => {
  let up = false;
  const requests = fakeServer({
    "POST /auth/email/verify": () => (up ? { status: 204 } : null),
  });
  renderApp(routes, "/verify-email?token=secret");
  await agree();
  await screen.findByText(/The link is still good/);
  up = true;
  await userEvent.click(screen.getByRole("button", { name: "Try again" }));
  await screen.findByRole("heading", { name: "Your address is verified" });
  expect(requests.map(({ body }) => body)).toEqual([{ token: "secret" }, { token: "secret" }]);
});

test("without a token nothing is asked", async () => {
  const requests = fakeServer({ "GET /next": () => ({}) });
  renderApp(routes, "/verify-email");
  expect(screen.getByRole("heading", { name: "Open the link once more" })).toBeVisible();
  // What the page asked would stand before it.
  await http.get("/next");
  expect(requests.map(({ path }) => path)).toEqual(["/next"]);
});
