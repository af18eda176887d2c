import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { beginSession, currentSession } from "@/api/session";
import type { User } from "@/api/types";
import { type FakeRequest, fakeServer, refusal } from "@/test/fake-server";
import { PRIYA, signedInAs } from "@/test/people";
import { renderApp } from "@/test/render-app";
import AccountSettings from "./account-settings";

const routes = [{ path: "/settings", Component: AccountSettings }];
const noSessions = { "GET /me/sessions": () => ({ body: { items: [] } }) };

type Answers = Parameters<typeof fakeServer>[0];

/** The settings of a Priya who is different in something; answers what is asked of the server. */
function open(answers: Answers = {}, user: Partial<User> = {}): FakeRequest[] {
  beginSession(signedInAs(user));
  const requests = fakeServer({ ...noSessions, ...answers });
  renderApp(routes, "/settings");
  return requests;
}

const click = (name: string) => userEvent.click(screen.getByRole("button", { name }));
const dialog = async () => within(await screen.findByRole("dialog"));
const bodies = (requests: FakeRequest[], method: string) =>
  requests.filter((request) => request.method === method).map(({ body }) => body);

test("an address that is not verified gets its link again", async () => {
  const requests = open(
    {
      "GET /me": () => ({ body: { ...PRIYA, emailVerified: false } }),
      "POST /me/email/verification": () => ({ status: 202 }),
    },
    { emailVerified: false },
  );
  expect(screen.getByText("Not verified")).toBeVisible();
  await click("Send link again");
  expect(await screen.findByText(/On its way/)).toBeVisible();
  expect(bodies(requests, "POST")).toHaveLength(1);
});

test("another address is asked for with the password", async () => {
  const requests = open({
    "POST /me/email": ({ body }) =>
      (body as { password: string }).password === "right"
        ? { status: 202 }
        : refusal(403, "bad_password"),
  });
  expect(screen.getByText("Verified")).toBeVisible();
  await click("Change e-mail address");
  const form = await dialog();
  await userEvent.type(form.getByLabelText("New address"), "priya@new.example");
  await userEvent.type(form.getByLabelText("Your password"), "wrong{Enter}");
  expect(await form.findByText("This is not your password.")).toBeVisible();
  await userEvent.clear(form.getByLabelText("Your password"));
  await userEvent.type(form.getByLabelText("Your password"), "right{Enter}");
  expect(await screen.findByText(/on its way to priya@new.example/)).toBeVisible();
  expect(bodies(requests, "POST")[1]).toEqual({ email: "priya@new.example", password: "right" });
});

test("a new password keeps this browser signed in, with the session it got", async () => {
  const requests = open({
    "POST /me/password": () => ({ body: { ...signedInAs({}), accessToken: "token-2" } }),
  });
  await click("Change password");
  const form = await dialog();
  const old = form.getByLabelText("Password until now");
  expect(old).toHaveAttribute("autocomplete", "current-password");
  await userEvent.type(old, "old password");
  const fresh = form.getByLabelText("New password");
  expect(fresh).toHaveAttribute("autocomplete", "new-password");
  await userEvent.click(fresh);
  await userEvent.paste("a long new password");
  await userEvent.click(form.getByRole("button", { name: "Change password" }));
  expect(await screen.findByText("Your password is changed")).toBeVisible();
  expect(bodies(requests, "POST")).toEqual([
    { currentPassword: "old password", newPassword: "a long new password" },
  ]);
  await waitFor(() => expect(requests.at(-1)).toMatchObject({ authorization: "Bearer token-2" }));
});

test("who has no password and signed in long ago is asked to sign in again", async () => {
  open(
    {
      "POST /me/password": () => refusal(403, "sign_in_again"),
      "POST /auth/logout": () => ({ status: 204 }),
    },
    { hasPassword: false, providers: ["google.com"] },
  );
  await click("Set password");
  const form = await dialog();
  expect(form.queryByLabelText("Password until now")).toBeNull();
  await userEvent.type(form.getByLabelText("New password"), "a long new password{Enter}");
  expect(await form.findByRole("alert")).toHaveTextContent("Please sign in again first");
  await userEvent.click(form.getByRole("button", { name: "Sign out and in again" }));
  await waitFor(() => expect(currentSession().status).toBe("signedOut"));
});

test("mails that need not come can be turned off", async () => {
  const requests = open({
    "PATCH /me": () => ({ body: { ...PRIYA, settings: { notifications: false } } }),
  });
  const field = screen.getByLabelText(/^Reminders and notices/);
  expect(field).toBeChecked();
  await userEvent.click(field);
  expect(await screen.findByText("Saved")).toBeVisible();
  expect(field).not.toBeChecked();
  expect(bodies(requests, "PATCH")).toEqual([{ settings: { notifications: false } }]);
});

test("a switch that could not be saved goes back and says so", async () => {
  open({ "PATCH /me": () => null });
  const field = screen.getByLabelText(/^Reminders and notices/);
  await userEvent.click(field);
  expect(await screen.findByText(/Not saved/)).toBeVisible();
  expect(field).toBeChecked();
});

test("one's data comes as a file", async () => {
  const saved: Blob[] = [];
  URL.createObjectURL = (file) => {
    saved.push(file as Blob);
    return "blob:file";
  };
  URL.revokeObjectURL = () => {};
  const names: string[] = [];
  vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function (
    this: HTMLAnchorElement,
  ) {
    names.push(this.download);
  });
  open({ "GET /me/export": () => ({ body: { name: "Priya" } }) });
  await click("Download my data");
  expect(await screen.findByText("The file is in your downloads.")).toBeVisible();
  expect(names).toEqual(["codevlive-my-data.json"]);
  expect(await saved[0]?.text()).toBe('{"name":"Priya"}');
});

test("an account is deleted only by one who types its address and its password", async () => {
  const requests = open({ "DELETE /me": () => ({ status: 204 }) });
  await click("Delete account");
  const form = await dialog();
  const confirm = form.getByRole("button", { name: "Delete for good" });
  await userEvent.type(form.getByLabelText("Your password"), "right");
  expect(confirm).toBeDisabled();
  await userEvent.type(form.getByLabelText(/^To confirm, type/), "priya@example.org");
  await userEvent.click(confirm);
  expect(await screen.findByText("Your account is deleted")).toBeVisible();
  expect(currentSession().status).toBe("signedOut");
  expect(bodies(requests, "DELETE")).toEqual([{ password: "right" }]);
});
