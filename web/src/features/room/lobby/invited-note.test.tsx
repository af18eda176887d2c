import { screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { beginSession, endSession } from "@/api/session";
import { PRIYA, signedIn } from "@/test/people";
import { renderInRoom } from "../test/render-in-room";
import { InvitedNote } from "./invited-note";

const outside = (id: string) => ({
  me: { id, name: "Priya", role: "candidate", state: "outside", connection: "c1" } as const,
});

test("whoever has not verified the address hears how to come in without asking", async () => {
  beginSession({ ...signedIn(), user: { ...PRIYA, emailVerified: false } });
  await renderInRoom(<InvitedNote />, { view: outside(PRIYA.id) });
  expect(screen.getByText(/Verify your address \(priya@example.org\)/)).toBeVisible();
});

test("whoever has verified it hears nothing: they were not invited", async () => {
  beginSession(signedIn());
  await renderInRoom(<InvitedNote />, { view: outside(PRIYA.id) });
  expect(screen.queryByText(/Invited by mail/)).toBeNull();
});

test("a guest may sign in instead", async () => {
  endSession();
  await renderInRoom(<InvitedNote />, { view: outside("guest") });
  const link = screen.getByRole("link", { name: "Sign in with that address" });
  expect(link).toHaveAttribute("href", "/sign-in?next=%2Fr%2Froom");
});
