import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test, vi } from "vitest";
import { endSession } from "@/api/session";
import { type Answer, type FakeRequest, fakeServer, refusal } from "@/test/fake-server";
import { signedIn } from "@/test/people";
import { renderApp } from "@/test/render-app";
import SignInPage from "../sign-in-page";
import { rememberRedirect } from "./pending-redirect";
import { sdkLoader } from "./sdk-loader";

const sdk = { prepare: vi.fn(), openPopup: vi.fn(), leaveForProvider: vi.fn(), comeBack: vi.fn() };

const CONFIG = { apiKey: "key", authDomain: "p.firebaseapp.com", projectId: "p" };
const routes = [
  { path: "/sign-in", Component: SignInPage },
  { path: "/r/:roomId", element: <p>The room</p> },
];

/** Who comes back from the provider. */
function visitor() {
  return {
    idToken: "id-token",
    email: "priya@example.org" as string | null,
    askToVerify: vi.fn(async () => {}),
    leave: vi.fn(async () => {}),
  };
}

/** An error as Firebase throws them. */
const firebaseError = (code: string) => Object.assign(new Error(code), { code });

function open(answer: (request: FakeRequest) => Answer = () => ({ body: signedIn() })) {
  const requests = fakeServer({
    "GET /auth/firebase": () => ({ body: CONFIG }),
    "POST /auth/firebase": answer,
  });
  renderApp(routes, "/sign-in?next=%2Fr%2Froom-1");
  return requests;
}

const press = async (name: string) =>
  userEvent.click(await screen.findByRole("button", { name: `Continue with ${name}` }));

beforeEach(() => {
  endSession();
  for (const call of Object.values(sdk)) call.mockReset();
  vi.spyOn(sdkLoader, "load").mockResolvedValue(sdk);
});

test("a provider's window leads to the page that asked, and Firebase's sign-in ends", async () => {
  const priya = visitor();
  sdk.openPopup.mockResolvedValue(priya);
  const requests = open();
  await press("Google");
  expect(await screen.findByText("The room")).toBeVisible();
  expect(sdk.openPopup).toHaveBeenCalledWith(CONFIG, "google.com");
  expect(requests.at(-1)?.body).toEqual({ idToken: "id-token" });
  expect(priya.leave).toHaveBeenCalledOnce();
});

test("without a project there are no buttons", async () => {
  const requests = fakeServer({ "GET /auth/firebase": () => refusal(404, "not_found") });
  renderApp(routes, "/sign-in");
  await waitFor(() => expect(requests).toHaveLength(1));
  expect(screen.queryByRole("button", { name: /Continue with/ })).toBeNull();
});

test("closing the window is no trouble", async () => {
  sdk.openPopup.mockRejectedValue(firebaseError("auth/popup-closed-by-user"));
  open();
  await press("GitHub");
  await waitFor(() => expect(screen.getByRole("button", { name: /GitHub/ })).toBeEnabled());
  expect(screen.queryByRole("alert")).toBeNull();
});

test("what goes wrong is said in plain words", async () => {
  sdk.openPopup.mockRejectedValue(firebaseError("auth/network-request-failed"));
  open();
  await press("GitHub");
  expect(await screen.findByRole("alert")).toHaveTextContent("GitHub can’t be reached.");
});

test("a blocked window makes the page go there itself", async () => {
  sdk.openPopup.mockRejectedValue(firebaseError("auth/popup-blocked"));
  open();
  await press("GitHub");
  await waitFor(() => expect(sdk.leaveForProvider).toHaveBeenCalledWith(CONFIG, "github.com"));
});

test("back from the provider's page, the sign-in goes on", async () => {
  sdk.comeBack.mockResolvedValue(visitor());
  rememberRedirect("github.com");
  open();
  expect(await screen.findByText("The room")).toBeVisible();
});

test("a page that nobody left loads no SDK", async () => {
  open();
  await screen.findByRole("button", { name: "Continue with Google" });
  expect(sdk.comeBack).not.toHaveBeenCalled();
  expect(sdk.prepare).not.toHaveBeenCalled();
});

test("an address that nobody vouches for is sent a link", async () => {
  const priya = visitor();
  sdk.openPopup.mockResolvedValue(priya);
  open(() => refusal(403, "email_not_verified"));
  await press("GitHub");
  expect(await screen.findByRole("alert")).toHaveTextContent("we sent a link to priya@example.org");
  expect(priya.askToVerify).toHaveBeenCalledOnce();
  expect(priya.leave).toHaveBeenCalledOnce();
});

test("without any address there is nothing to send", async () => {
  const priya = { ...visitor(), email: null };
  sdk.openPopup.mockResolvedValue(priya);
  open(() => refusal(403, "email_not_verified"));
  await press("GitHub");
  expect(await screen.findByRole("alert")).toHaveTextContent("no verified e-mail address");
  expect(priya.askToVerify).not.toHaveBeenCalled();
});

test("the second factor is asked for, and goes along with the same token", async () => {
  sdk.openPopup.mockResolvedValue(visitor());
  const requests = open(({ body }) =>
    "code" in (body as object) ? { body: signedIn() } : refusal(401, "code_required"),
  );
  await press("Google");
  await userEvent.type(await screen.findByLabelText("Code"), "123456{Enter}");
  expect(await screen.findByText("The room")).toBeVisible();
  expect(requests.at(-1)?.body).toEqual({ idToken: "id-token", code: "123456" });
});
