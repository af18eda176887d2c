import { expect, test, vi } from "vitest";
import {
  dropEndedGuests,
  forgetGuest,
  guestOf,
  noteGuestRoomEnd,
  rememberGuest,
} from "@/api/guest-tokens";

const GUEST = { token: "guest-token", name: "Tomás" };

test("a guest is remembered for one room, and forgotten on request", () => {
  rememberGuest("room-1", GUEST);
  expect(guestOf("room-1")).toEqual(GUEST);
  expect(guestOf("room-2")).toBeNull();
  forgetGuest("room-1");
  expect(guestOf("room-1")).toBeNull();
});

test("what was kept by something else is not taken for a guest", () => {
  localStorage.setItem("codevlive-guest:room-3", '{"token": 7}');
  expect(guestOf("room-3")).toBeNull();
  localStorage.setItem("codevlive-guest:room-3", "{");
  expect(guestOf("room-3")).toBeNull();
});

test("where storage is refused, the visit lasts as long as the page", () => {
  vi.spyOn(Storage.prototype, "setItem").mockImplementation(() => {
    throw new DOMException("refused", "QuotaExceededError");
  });
  rememberGuest("room-4", GUEST);
  expect(guestOf("room-4")).toEqual(GUEST);
  forgetGuest("room-4");
});

test("a token is dropped a day after its room's end, unless the room was opened again", () => {
  vi.restoreAllMocks();
  const hour = 60 * 60 * 1000;
  for (const room of ["over", "again", "live"]) rememberGuest(room, GUEST);
  noteGuestRoomEnd("over", 1_000);
  noteGuestRoomEnd("over", 5 * hour);
  noteGuestRoomEnd("again", 1_000);
  noteGuestRoomEnd("again", null);
  dropEndedGuests(24 * hour);
  expect(guestOf("over")).toMatchObject(GUEST);
  dropEndedGuests(25 * hour);
  expect(guestOf("over")).toBeNull();
  expect(guestOf("again")).toEqual(GUEST);
  expect(guestOf("live")).toEqual(GUEST);
});
