import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";
import { endSession } from "@/api/session";
import { fakeServer, refusal } from "@/test/fake-server";
import { signedIn } from "@/test/people";
import { renderApp } from "@/test/render-app";
import SignInPage from "./sign-in-page";

beforeEach(() => endSession());

const routes = [
  { path: "/sign-in", Component: SignInPage },
  { path: "/r/:roomId", element: <p>The room</p> },
];

async function fillIn() {
  await userEvent.type(screen.getByLabelText("E-mail"), "priya@example.org");
  await userEvent.type(screen.getByLabelText("Password"), "correct horse");
  await userEvent.click(screen.getByRole("button", { name: "Sign in" }));
}

test("signing in leads to the page that asked for it", async () => {
  const requests = fakeServer({ "POST /auth/login": () => ({ body: signedIn() }) });
  const router = renderApp(routes, "/sign-in?next=%2Fr%2Froom-1");
  await fillIn();
  expect(await screen.findByText("The room")).toBeVisible();
  expect(router.state.location.pathname).toBe("/r/room-1");
  expect(requests[0]?.body).toEqual({ email: "priya@example.org", password: "correct horse" });
});

test("a wrong password is said, and what was typed stays", async () => {
  fakeServer({
    "POST /auth/login": () => refusal(401, "bad_credentials", { detail: "Wrong password." }),
  });
  renderApp(routes, "/sign-in");
  await fillIn();
  expect(await screen.findByRole("alert")).toHaveTextContent("Wrong password.");
  expect(screen.getByLabelText("E-mail")).toHaveValue("priya@example.org");
});

test("an empty form asks no server", async () => {
  const requests = fakeServer({});
  renderApp(routes, "/sign-in");
  await userEvent.click(screen.getByRole("button", { name: "Sign in" }));
  await waitFor(() => expect(screen.getByLabelText("E-mail")).toBeInvalid());
  expect(screen.getByText("Enter your password.")).toBeVisible();
  expect(requests).toHaveLength(0);
});
