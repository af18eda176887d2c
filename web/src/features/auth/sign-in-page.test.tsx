import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";
import { endSession } from "@/api/session";
import { type FakeRequest, fakeServer, refusal } from "@/test/fake-server";
import { signedIn } from "@/test/people";
import { renderApp } from "@/test/render-app";
import SignInPage from "./sign-in-page";

beforeEach(() => endSession());

/** What was asked for, but for whether there are providers. */
const posts = (requests: FakeRequest[]) => requests.filter(({ method }) => method === "POST");

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
  expect(posts(requests)[0]?.body).toEqual({
    email: "priya@example.org",
    password: "correct horse",
  });
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
  expect(posts(requests)).toHaveLength(0);
});

const asksForCode = {
  "POST /auth/login": ({ body }: FakeRequest) => {
    const { code } = body as { code?: string };
    if (code === undefined) return refusal(401, "code_required");
    return code === "123456" ? { body: signedIn() } : refusal(401, "bad_code");
  },
};

test("a second factor is asked for in a second step, and wrong codes can be mended", async () => {
  const requests = fakeServer(asksForCode);
  const router = renderApp(routes, "/sign-in?next=%2Fr%2Froom-1");
  await fillIn();
  const field = await screen.findByLabelText("Code");
  expect(field).toHaveFocus();
  expect(field).toHaveAttribute("autocomplete", "one-time-code");
  await userEvent.type(field, "000000{Enter}");
  expect(await screen.findByText(/This code is not right/)).toBeVisible();
  await userEvent.clear(field);
  await userEvent.type(field, "123456{Enter}");
  expect(await screen.findByText("The room")).toBeVisible();
  expect(router.state.location.pathname).toBe("/r/room-1");
  const who = { email: "priya@example.org", password: "correct horse" };
  expect(posts(requests).map(({ body }) => body)).toEqual([
    who,
    { ...who, code: "000000" },
    { ...who, code: "123456" },
  ]);
});

test("who lost the app gives a recovery code", async () => {
  const requests = fakeServer({
    "POST /auth/login": ({ body }) =>
      "code" in (body as object) ? { body: signedIn() } : refusal(401, "code_required"),
  });
  renderApp(routes, "/sign-in?next=%2Fr%2Froom-1");
  await fillIn();
  await userEvent.click(await screen.findByRole("button", { name: /recovery code/ }));
  const field = screen.getByLabelText("Recovery code");
  expect(field).toHaveFocus();
  await userEvent.type(field, "abcd-efgh-ijkl-mnop{Enter}");
  await screen.findByText("The room");
  expect(posts(requests)[1]?.body).toMatchObject({ code: "abcd-efgh-ijkl-mnop" });
});

test("from the second step there is a way back", async () => {
  fakeServer(asksForCode);
  renderApp(routes, "/sign-in");
  await fillIn();
  await userEvent.click(await screen.findByRole("button", { name: /^Back/ }));
  expect(screen.getByLabelText("Password")).toBeVisible();
});

test("who is too fast is told how long to wait", async () => {
  fakeServer({
    "POST /auth/login": () => ({
      ...refusal(429, "rate_limited"),
      headers: { "retry-after": "90" },
    }),
  });
  renderApp(routes, "/sign-in");
  await fillIn();
  expect(await screen.findByRole("alert")).toHaveTextContent(
    "Too many attempts. Try again in 2 minutes.",
  );
});

test("a forgotten password leads on, with the address that was typed", async () => {
  fakeServer({});
  const router = renderApp([...routes, { path: "/forgot-password", element: <p /> }], "/sign-in");
  await userEvent.type(screen.getByLabelText("E-mail"), "priya@example.org");
  await userEvent.click(screen.getByRole("link", { name: "Forgot password?" }));
  expect(router.state.location).toMatchObject({
    pathname: "/forgot-password",
    state: { email: "priya@example.org" },
  });
});
