import { beforeEach, expect, test } from "vitest";
import { changePreferences, currentPreferences, DEFAULT_PREFERENCES } from "@/api/me/preferences";
import { beginSession, endSession } from "@/api/session";
import { fakeServer } from "@/test/fake-server";
import { PRIYA, signedIn } from "@/test/people";

beforeEach(async () => {
  endSession();
  await changePreferences(DEFAULT_PREFERENCES);
});

test("a guest's change holds at once and asks no server", async () => {
  const requests = fakeServer({});
  await changePreferences({ editorKeymap: "vim" });
  expect(currentPreferences().editorKeymap).toBe("vim");
  expect(requests).toHaveLength(0);
});

test("an account's change is sent alone, so that two devices do not undo each other", async () => {
  const requests = fakeServer({
    "PATCH /me": () => ({ body: { ...PRIYA, settings: { fontSize: 18 } } }),
  });
  beginSession(signedIn());
  await changePreferences({ fontSize: 18 });
  expect(requests[0]?.body).toEqual({ settings: { fontSize: 18 } });
});

test("a change that the account did not take still holds here", async () => {
  fakeServer({ "PATCH /me": () => null });
  beginSession(signedIn());
  await expect(changePreferences({ theme: "dark" })).rejects.toMatchObject({ code: "unreachable" });
  expect(currentPreferences().theme).toBe("dark");
});

test("who signs in brings their preferences along", () => {
  fakeServer({});
  const settings = { theme: "dark", editorKeymap: "emacs", fontSize: 20 } as const;
  beginSession({ ...signedIn(), user: { ...PRIYA, settings } });
  expect(currentPreferences()).toEqual({ ...DEFAULT_PREFERENCES, ...settings });
});

test("settings that this version does not understand are left out", () => {
  fakeServer({});
  const settings = { theme: "sepia", fontSize: 9000, screenReader: "yes" } as never;
  beginSession({ ...signedIn(), user: { ...PRIYA, settings } });
  expect(currentPreferences()).toEqual({ ...DEFAULT_PREFERENCES, fontSize: 28 });
});

test("what the account knows nothing of stays in this browser", async () => {
  const requests = fakeServer({});
  beginSession(signedIn());
  await changePreferences({ tabLeaves: true });
  expect(requests).toHaveLength(0);
  expect(currentPreferences().tabLeaves).toBe(true);
  expect(localStorage.getItem("codevlive-preferences")).toContain('"tabLeaves":true');
});

test("a change in another tab holds here too", () => {
  const value = JSON.stringify({ ...DEFAULT_PREFERENCES, fontSize: 16 });
  localStorage.setItem("codevlive-preferences", value);
  window.dispatchEvent(new StorageEvent("storage", { key: "codevlive-preferences" }));
  expect(currentPreferences().fontSize).toBe(16);
});
