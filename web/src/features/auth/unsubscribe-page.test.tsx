import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";
import { endSession } from "@/api/session";
import { fakeServer, refusal } from "@/test/fake-server";
import { renderApp } from "@/test/render-app";
import UnsubscribePage from "./unsubscribe-page";

beforeEach(() => endSession());

const routes = [{ path: "/unsubscribe", Component: UnsubscribePage }];
const stop = () => userEvent.click(screen.getByRole("button", { name: "Stop these mails" }));

test("mails are stopped when that is asked for, not when a program opens the link", async () => {
  const requests = fakeServer({ "POST /mail/unsubscribe": () => ({}) });
  renderApp(routes, "/unsubscribe?token=secret");
  expect(requests).toHaveLength(0);
  await stop();
  await screen.findByRole("heading", { name: "You get no more of these mails" });
  expect(requests[0]?.query).toEqual({ token: "secret" });
});

test("a broken link says so, and where else it can be done", async () => {
  fakeServer({ "POST /mail/unsubscribe": () => refusal(410, "link_expired") });
  renderApp(routes, "/unsubscribe?token=cut");
  await stop();
  await screen.findByRole("heading", { name: "This link doesn’t work" });
  expect(screen.getByRole("link", { name: "Open your settings" })).toBeVisible();
});

test("without an answer the button stays", async () => {
  fakeServer({ "POST /mail/unsubscribe": () => null });
  renderApp(routes, "/unsubscribe?token=secret");
  await stop();
  expect(await screen.findByRole("alert")).toHaveTextContent("can't be reached");
  expect(screen.getByRole("button", { name: "Stop these mails" })).toBeEnabled();
});
