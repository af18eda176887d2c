import { expect, test } from "vitest";
import { type InterviewDraft, toInvitations, toRoom } from "./new-interview";

const draft: InterviewDraft = {
  title: " Backend ",
  when: "later",
  date: "2026-07-31T10:30",
  minutes: 45,
  timeZone: "Europe/Berlin",
  signals: [],
  invitees: [
    { key: 1, email: " cleo@example.org ", role: "candidate" },
    { key: 2, email: "  ", role: "observer" },
  ],
};

test("the time is the one of its time zone", () => {
  expect(toRoom(draft)).toMatchObject({
    title: "Backend",
    scheduledAt: "2026-07-31T08:30:00.000Z",
  });
});

test("a room for now has no time", () => {
  expect(toRoom({ ...draft, when: "now" })).not.toHaveProperty("scheduledAt");
});

test("without a time there is no room for later", () => {
  expect(toRoom({ ...draft, date: "" })).toEqual({ dateError: "Choose a day and a time." });
});

test("rows left empty invite nobody", () => {
  expect(toInvitations(draft)).toEqual([
    { email: "cleo@example.org", role: "candidate", minutes: 45, timeZone: "Europe/Berlin" },
  ]);
});
