import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test, vi } from "vitest";
import { beginSession } from "@/api/session";
import type { Invitation, Room } from "@/api/types";
import { fakeServer, refusal } from "@/test/fake-server";
import { aRoom, signedIn } from "@/test/people";
import { renderApp } from "@/test/render-app";
import InviteDialog from "./invite-dialog";

beforeEach(() => beginSession(signedIn()));

function anInvitation(change: Partial<Invitation> = {}): Invitation {
  return {
    id: "i1",
    email: "cleo@example.org",
    role: "candidate",
    minutes: 60,
    timeZone: "UTC",
    status: "pending",
    createdAt: "2026-11-20T09:00:00Z",
    ...change,
  };
}

function open(room: Room) {
  const dialog = <InviteDialog roomId={room.id} known={room} close={vi.fn()} />;
  renderApp([{ path: "*", element: dialog }], "/");
}

test("an invitation is sent with the room's time and shows in the list", async () => {
  const items: Invitation[] = [];
  const room = aRoom({ scheduledAt: "2030-01-31T10:00:00Z" });
  const requests = fakeServer({
    "GET /rooms/room-1": () => ({ body: room }),
    "GET /rooms/room-1/invitations": () => ({ body: { items: [...items], nextCursor: null } }),
    "POST /rooms/room-1/invitations": () => {
      items.push(anInvitation());
      return { status: 201, body: items[0] };
    },
  });
  open(room);
  await userEvent.type(await screen.findByLabelText("E-mail address"), " cleo@example.org");
  await userEvent.click(screen.getByText("Observer"));
  await userEvent.click(screen.getByRole("button", { name: "Send invitation" }));
  const list = screen.getByRole("region", { name: "Invited" });
  expect(await within(list).findByText("cleo@example.org")).toBeInTheDocument();
  const sent = requests.find(({ method }) => method === "POST");
  expect(sent?.body).toMatchObject({
    email: "cleo@example.org",
    role: "observer",
    minutes: 60,
    startsAt: "2030-01-31T10:00:00.000Z",
  });
});

test("what is wrong with the address stands beside it", async () => {
  const room = aRoom();
  const errors = [{ field: "email", message: "is not an e-mail address" }];
  fakeServer({
    "GET /rooms/room-1": () => ({ body: room }),
    "GET /rooms/room-1/invitations": () => ({ body: { items: [], nextCursor: null } }),
    "POST /rooms/room-1/invitations": () => refusal(422, "invalid", { errors }),
  });
  open(room);
  await userEvent.type(await screen.findByLabelText("E-mail address"), "cleo");
  await userEvent.click(screen.getByRole("button", { name: "Send invitation" }));
  expect(await screen.findByText("This is not an e-mail address.")).toBeInTheDocument();
});

test("an interviewer neither invites interviewers nor takes their invitations back", async () => {
  const items = [
    anInvitation({ id: "i1", email: "maya@example.org", role: "interviewer" }),
    anInvitation({ id: "i2", email: "cleo@example.org" }),
    anInvitation({ id: "i3", email: "dara@example.org", status: "accepted" }),
  ];
  const room = aRoom({ role: "interviewer" });
  const requests = fakeServer({
    "GET /rooms/room-1": () => ({ body: room }),
    "GET /rooms/room-1/invitations": () => ({ body: { items: [...items], nextCursor: null } }),
    "DELETE /rooms/room-1/invitations/i2": () => ({ status: 204 }),
  });
  open(room);
  const cancel = await screen.findAllByRole("button", { name: /^Cancel the invitation of/ });
  expect(cancel).toHaveLength(1);
  expect(screen.queryByRole("radio", { name: "Interviewer" })).toBeNull();
  await userEvent.click(cancel[0] as HTMLElement);
  expect(requests.some(({ method }) => method === "DELETE")).toBe(true);
});
