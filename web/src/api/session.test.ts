import { beforeEach, expect, test, vi } from "vitest";
import { rememberGuest } from "@/api/guest-tokens";
import { rememberVisit, visitOf } from "@/api/room-visits";
import { fakeServer, refusal } from "@/test/fake-server";
import { PRIYA, signedIn } from "@/test/people";

type SessionModule = typeof import("@/api/session");

/** A page that was just opened: nothing in memory, only what the browser keeps. */
async function openPage(): Promise<SessionModule> {
  vi.resetModules();
  return import("@/api/session");
}

beforeEach(() => vi.useRealTimers());

const wasSignedIn = () => localStorage.setItem("codevlive-signed-in", "1");

test("a first visitor is signed out without a request", async () => {
  const requests = fakeServer({});
  const { restoreSession } = await openPage();
  expect(await restoreSession()).toEqual({ status: "signedOut" });
  expect(requests).toHaveLength(0);
});

test("a reload restores the session from the refresh cookie", async () => {
  wasSignedIn();
  fakeServer({ "POST /auth/refresh": () => ({ body: signedIn() }) });
  const { restoreSession, accessToken } = await openPage();
  expect(await restoreSession()).toEqual({ status: "signedIn", user: PRIYA });
  expect(await accessToken()).toBe("token-1");
});

test("many callers at once share one refresh, since the cookie rotates", async () => {
  wasSignedIn();
  const requests = fakeServer({ "POST /auth/refresh": () => ({ body: signedIn() }) });
  const { accessToken } = await openPage();
  const tokens = await Promise.all([accessToken(), accessToken(), accessToken()]);
  expect(tokens).toEqual(["token-1", "token-1", "token-1"]);
  expect(requests).toHaveLength(1);
});

test("a token is replaced a minute before it ends, and not earlier", async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  const requests = fakeServer({ "POST /auth/refresh": () => ({ body: signedIn("token-2") }) });
  const { beginSession, accessToken } = await openPage();
  beginSession(signedIn("token-1", 900));
  vi.setSystemTime(Date.now() + 839_000);
  expect(await accessToken()).toBe("token-1");
  vi.setSystemTime(Date.now() + 2_000);
  expect(await accessToken()).toBe("token-2");
  expect(requests).toHaveLength(1);
});

test("a refused refresh ends the session", async () => {
  wasSignedIn();
  fakeServer({ "POST /auth/refresh": () => refusal(401, "session_ended") });
  const { restoreSession, hasHint } = await openPage();
  expect(await restoreSession()).toEqual({ status: "signedOut" });
  expect(hasHint()).toBe(false);
});

test("a silent server signs nobody out", async () => {
  wasSignedIn();
  fakeServer({ "POST /auth/refresh": () => null });
  const { restoreSession, currentSession, hasHint } = await openPage();
  await expect(restoreSession()).rejects.toMatchObject({ code: "unreachable" });
  expect(currentSession()).toEqual({ status: "unknown" });
  expect(hasHint()).toBe(true);
});

test("signing out in another tab signs out this one", async () => {
  fakeServer({});
  const { beginSession, currentSession } = await openPage();
  beginSession(signedIn());
  localStorage.removeItem("codevlive-signed-in");
  window.dispatchEvent(new StorageEvent("storage", { key: "codevlive-signed-in", newValue: null }));
  expect(currentSession()).toEqual({ status: "signedOut" });
});

test("a guest's token opens its own room, also after the page was closed", async () => {
  fakeServer({});
  rememberGuest("room-1", { token: "guest-token", name: "Tomás" });
  const { tokenForRoom } = await openPage();
  expect(await tokenForRoom("room-1")).toBe("guest-token");
  expect(await tokenForRoom("room-2")).toBeNull();
});

test("an account goes before a guest's token", async () => {
  fakeServer({});
  rememberGuest("room-1", { token: "guest-token", name: "Tomás" });
  const { beginSession, tokenForRoom } = await openPage();
  beginSession(signedIn());
  expect(await tokenForRoom("room-1")).toBe("token-1");
});

test("whoever was inside last comes back as the same one, also when an account signed in since", async () => {
  fakeServer({});
  rememberGuest("room-1", { token: "guest-token", name: "Tomás" });
  const first = await openPage();
  await first.tokenForRoom("room-1");
  first.noteVisit("room-1", "guest-person");
  const { beginSession, tokenForRoom } = await openPage();
  beginSession(signedIn());
  expect(await tokenForRoom("room-1")).toBe("guest-token");
  expect(await tokenForRoom("room-2")).toBe("token-1");
});

test("an account that was inside and is signed out is not replaced by a guest", async () => {
  fakeServer({});
  rememberGuest("room-1", { token: "guest-token", name: "Tomás" });
  const first = await openPage();
  first.beginSession(signedIn());
  await first.tokenForRoom("room-1");
  first.noteVisit("room-1", PRIYA.id);
  first.endSession();
  const { tokenForRoom } = await openPage();
  expect(await tokenForRoom("room-1")).toBeNull();
  expect(visitOf("room-1")).toEqual({ as: "account", person: PRIYA.id });
});

test("a guest's token that was refused is dropped, and the account takes its place", async () => {
  const requests = fakeServer({ "POST /auth/refresh": () => ({ body: signedIn("token-2") }) });
  rememberGuest("room-1", { token: "guest-token", name: "Tomás" });
  rememberVisit("room-1", { as: "guest", person: "guest-person" });
  const { beginSession, tokenForRoom } = await openPage();
  beginSession(signedIn());
  expect(await tokenForRoom("room-1")).toBe("guest-token");
  expect(await tokenForRoom("room-1", { force: true })).toBe("token-2");
  expect(localStorage.getItem("codevlive-guest:room-1")).toBeNull();
  expect(requests).toHaveLength(1);
});

test("a socket that was refused gets a fresh token when it insists", async () => {
  const requests = fakeServer({ "POST /auth/refresh": () => ({ body: signedIn("token-2") }) });
  const { beginSession, tokenForRoom } = await openPage();
  beginSession(signedIn());
  expect(await tokenForRoom("room-1", { force: true })).toBe("token-2");
  expect(requests).toHaveLength(1);
});
