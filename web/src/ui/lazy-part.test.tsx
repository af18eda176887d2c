import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it, vi } from "vitest";
import { renderApp } from "@/test/render-app";
import { lazyPart } from "./lazy-part";

const Hello = ({ to }: { to: string }) => <p>Hello {to}</p>;

beforeEach(() => {
  vi.spyOn(console, "error").mockImplementation(() => {});
});

it("fails in its own place, and comes when tried again", async () => {
  const load = vi.fn(async () => ({ default: Hello }));
  load.mockRejectedValueOnce(new TypeError("no network"));
  const Part = lazyPart(load, { name: "The greeting" });
  const Page = () => (
    <>
      <h1>The page</h1>
      <Part to="Carl" />
    </>
  );
  renderApp([{ path: "*", Component: Page }], "/");
  expect(await screen.findByText("The greeting could not be shown")).toBeVisible();
  expect(screen.getByRole("heading", { name: "The page" })).toBeVisible();
  expect(screen.queryByRole("button", { name: "Reload the page" })).toBeNull();
  await userEvent.click(screen.getByRole("button", { name: "Try again" }));
  expect(await screen.findByText("Hello Carl")).toBeVisible();
});

it("offers to reload the page when trying again does not help", async () => {
  const Part = lazyPart<object>(() => Promise.reject(new TypeError("gone")), {
    name: "The greeting",
  });
  renderApp([{ path: "*", Component: Part }], "/");
  await userEvent.click(await screen.findByRole("button", { name: "Try again" }));
  expect(await screen.findByRole("button", { name: "Reload the page" })).toBeVisible();
});

it("is there at once when it was fetched ahead, and forgives when that failed", async () => {
  const load = vi.fn(async () => ({ default: Hello }));
  load.mockRejectedValueOnce(new TypeError("no network"));
  const Part = lazyPart(load, { name: "The greeting" });
  await Part.preload();
  renderApp([{ path: "*", Component: () => <Part to="Asha" /> }], "/");
  expect(await screen.findByText("Hello Asha")).toBeVisible();
});
