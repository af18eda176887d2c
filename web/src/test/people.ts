import type { Room, SignedIn, User } from "@/api/types";

/** A host for tests. */
export const PRIYA: User = {
  id: "0197-priya",
  name: "Priya Raman",
  email: "priya@example.org",
  settings: {},
  emailVerified: true,
  hasPassword: true,
  totp: false,
  administrator: false,
  providers: [],
};

/** What the server answers when Priya signs in or refreshes. */
export function signedIn(accessToken = "token-1", expiresIn = 900): SignedIn {
  return { accessToken, expiresIn, user: PRIYA };
}

/** The same, for a Priya who is different in something. */
export function signedInAs(change: Partial<User>): SignedIn {
  return { ...signedIn(), user: { ...PRIYA, ...change } };
}

/** A room of Priya's, with what a test wants different. */
export function aRoom(change: Partial<Room> = {}): Room {
  return {
    id: "room-1",
    title: "Backend engineer",
    kind: "interview",
    status: "scheduled",
    role: "host",
    joinUrl: "http://localhost:5000/r/room-1",
    createdAt: "2026-11-20T09:00:00Z",
    problemIds: [],
    retentionDays: 90,
    ...change,
  };
}
