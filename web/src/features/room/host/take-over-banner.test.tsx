import { act, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Role } from "@/live/types";
import { person, renderInRoom } from "../test/render-in-room";
import { TakeOverBanner } from "./take-over-banner";

const MINUTE_MS = 60_000;
const as = (role: Role) => ({
  me: { id: "ben", name: "Ben", role, state: "inside" as const, connection: "c" },
});
const host = (online: boolean) => person("Asha", { role: "host", online });
const banner = () => screen.queryByRole("button", { name: "Take over as host" });
const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));

beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
});
afterEach(() => {
  vi.useRealTimers();
});

it("offers the host's place to an interviewer when no host was here for two minutes", async () => {
  const { room } = await renderInRoom(<TakeOverBanner />, {
    view: { ...as("interviewer"), people: [host(true)] },
  });
  await pass(3 * MINUTE_MS);
  expect(banner()).toBeNull();
  room.changeView({ people: [host(false)] });
  await pass(1.9 * MINUTE_MS);
  expect(banner()).toBeNull();
  await pass(0.2 * MINUTE_MS);
  expect(banner()).toBeVisible();
  await act(async () => banner()?.click());
  await pass(100);
  expect(room.accepted).toMatchObject([{ type: "take_over" }]);
  room.changeView({ people: [host(true)] });
  await pass(100);
  expect(banner()).toBeNull();
});

it("counts anew when a host was here meanwhile", async () => {
  const { room } = await renderInRoom(<TakeOverBanner />, {
    view: { ...as("interviewer"), people: [host(false)] },
  });
  await pass(1.5 * MINUTE_MS);
  room.changeView({ people: [host(true)] });
  await pass(1_000);
  room.changeView({ people: [host(false)] });
  await pass(1.5 * MINUTE_MS);
  expect(banner()).toBeNull();
});

it("is for interviewers only", async () => {
  await renderInRoom(<TakeOverBanner />, { view: { ...as("candidate"), people: [host(false)] } });
  await pass(3 * MINUTE_MS);
  expect(banner()).toBeNull();
});
