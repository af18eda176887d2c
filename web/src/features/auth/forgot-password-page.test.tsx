import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";
import { endSession } from "@/api/session";
import { fakeServer, refusal } from "@/test/fake-server";
import { renderApp } from "@/test/render-app";
import ForgotPasswordPage from "./forgot-password-page";

beforeEach(() => endSession());

const routes = [{ path: "/forgot-password", Component: ForgotPasswordPage }];

async function ask() {
  await userEvent.type(screen.getByLabelText("E-mail"), " priya@example.org ");
  await userEvent.click(screen.getByRole("button", { name: "Send the link" }));
}

test("the answer tells what to do, and not whether there is an account", async () => {
  const requests = fakeServer({ "POST /auth/password/forgot": () => ({ status: 202 }) });
  renderApp(routes, "/forgot-password");
  await ask();
  const heading = await screen.findByRole("heading", { name: "Look into your mail" });
  expect(heading).toHaveFocus();
  expect(screen.getByText(/has an account, a link/)).toHaveTextContent("If priya@example.org has");
  expect(requests[0]?.body).toEqual({ email: "priya@example.org" });
});

test("another address can be tried", async () => {
  fakeServer({ "POST /auth/password/forgot": () => ({ status: 202 }) });
  renderApp(routes, "/forgot-password");
  await ask();
  await userEvent.click(await screen.findByRole("button", { name: "Try another address" }));
  expect(screen.getByLabelText("E-mail")).toBeVisible();
});

test("without an address nothing is sent", async () => {
  const requests = fakeServer({});
  renderApp(routes, "/forgot-password");
  await userEvent.click(screen.getByRole("button", { name: "Send the link" }));
  expect(screen.getByText("Enter your e-mail address.")).toBeVisible();
  expect(requests).toHaveLength(0);
});

test("a limit is told with its wait, and what was typed stays", async () => {
  fakeServer({
    "POST /auth/password/forgot": () => ({
      ...refusal(429, "rate_limited"),
      headers: { "retry-after": "30" },
    }),
  });
  renderApp(routes, "/forgot-password");
  await ask();
  expect(await screen.findByRole("alert")).toHaveTextContent("Try again in 30 seconds.");
  expect(screen.getByLabelText("E-mail")).toHaveValue("priya@example.org");
});
