import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { beginSession, currentSession } from "@/api/session";
import { fakeServer, refusal } from "@/test/fake-server";
import { signedInAs } from "@/test/people";
import { renderApp } from "@/test/render-app";
import AccountSettings from "../account-settings";

const routes = [{ path: "/settings", Component: AccountSettings }];
const noSessions = { "GET /me/sessions": () => ({ body: { items: [] } }) };
const CODES = Array.from({ length: 10 }, (_, n) => `abcd-efgh-ijkl-${n}000`);
const SETUP = {
  secret: "JBSWY3DPEHPK3PXP",
  uri: "otpauth://totp/x",
  qrSvg: '<svg xmlns="http://www.w3.org/2000/svg"/>',
};

test("a second factor is scanned, confirmed, and its recovery codes kept", async () => {
  const user = userEvent.setup();
  beginSession(signedInAs({}));
  const requests = fakeServer({
    ...noSessions,
    "POST /auth/totp/setup": () => ({ body: SETUP }),
    "POST /auth/totp/confirm": ({ body }) =>
      (body as { code: string }).code === "123456"
        ? { body: { recoveryCodes: CODES } }
        : refusal(401, "bad_code"),
  });
  renderApp(routes, "/settings");
  await user.click(screen.getByRole("button", { name: "Set up second factor" }));
  await user.type(await screen.findByLabelText("Your password"), "right{Enter}");
  const picture = await screen.findByRole("img", { name: "QR code with the key below" });
  expect(picture.getAttribute("src")).toMatch(/^data:image\/svg\+xml,%3Csvg/);
  expect(screen.getByText("JBSW Y3DP EHPK 3PXP")).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Copy the key" }));
  expect(await navigator.clipboard.readText()).toBe(SETUP.secret);

  const field = screen.getByLabelText("Code");
  await user.type(field, "000 000{Enter}");
  expect(await screen.findByText(/This code is not right/)).toBeVisible();
  await user.clear(field);
  await user.type(field, "123 456{Enter}");
  const list = within(await screen.findByRole("list", { name: "Recovery codes" }));
  expect(list.getAllByRole("listitem").map((item) => item.textContent)).toEqual(CODES);
  await user.click(screen.getByRole("button", { name: "Copy the recovery codes" }));
  expect(await navigator.clipboard.readText()).toBe(CODES.join("\n"));
  await user.keyboard("{Escape}");
  expect(screen.getByRole("list", { name: "Recovery codes" })).toBeVisible();
  await user.click(screen.getByRole("button", { name: "I have kept them" }));
  expect(screen.getByRole("button", { name: "Remove second factor" })).toBeVisible();
  expect(requests.filter(({ method }) => method === "POST").map(({ body }) => body)).toEqual([
    { password: "right" },
    { code: "000000" },
    { code: "123456" },
  ]);
});

test("removing it asks for the password", async () => {
  beginSession(signedInAs({ totp: true }));
  const requests = fakeServer({ ...noSessions, "DELETE /auth/totp": () => ({ status: 204 }) });
  renderApp(routes, "/settings");
  await userEvent.click(screen.getByRole("button", { name: "Remove second factor" }));
  const form = within(await screen.findByRole("dialog"));
  expect(form.getByRole("button", { name: "Remove" })).toBeDisabled();
  await userEvent.type(form.getByLabelText("Your password"), "right{Enter}");
  await waitFor(() => expect(currentSession()).toMatchObject({ user: { totp: false } }));
  expect(requests.at(-1)).toMatchObject({ method: "DELETE", body: { password: "right" } });
});
