import { useSyncExternalStore } from "react";
import { forgetGuest, guestOf } from "@/api/guest-tokens";
import { toProblem } from "@/api/problem";
import { request } from "@/api/request";
import { rememberVisit, type Visit, visitOf } from "@/api/room-visits";
import type { SignedIn, User } from "@/api/types";

/** Who uses this browser. `unknown` until the first refresh has been answered. */
export type Session =
  | { status: "unknown" }
  | { status: "signedOut" }
  | { status: "signedIn"; user: User };

interface Token {
  value: string;
  /** From then on, in ms since the epoch, it is too old to send. */
  staleAt: number;
}

/** A token is replaced this long before it ends, so that it can't end on its way. */
const MARGIN_MS = 60_000;
/** Present while this browser has a refresh cookie, which scripts can't see. */
const HINT = "codevlive-signed-in";

let token: Token | null = null;
let session: Session = { status: "unknown" };
let refreshing: Promise<void> | null = null;
const listeners = new Set<() => void>();

/** Takes over what signing up, signing in or refreshing answered. */
export function beginSession({ accessToken: value, expiresIn, user }: SignedIn): void {
  token = { value, staleAt: Date.now() + expiresIn * 1000 - MARGIN_MS };
  setHint(true);
  publish({ status: "signedIn", user });
}

/** Forgets the account in this tab and, through the hint, in the other tabs. */
export function endSession(): void {
  token = null;
  setHint(false);
  publish({ status: "signedOut" });
}

/** Puts a changed profile in the place of the old one. */
export function replaceUser(user: User): void {
  if (session.status === "signedIn") publish({ status: "signedIn", user });
}

/** Notes what a call changed of the profile, where its answer does not hold all of it. */
export function changeUser(change: Partial<User>): void {
  if (session.status === "signedIn") replaceUser({ ...session.user, ...change });
}

/**
 * Finds out who uses this browser: from memory, or once from the refresh cookie.
 * Rejects with a `Problem` when the server gives no answer; who they are is then still unknown.
 */
export async function restoreSession(): Promise<Session> {
  if (session.status === "unknown") await (hasHint() ? refresh() : endSession());
  return session;
}

/** The account's access token, refreshed when stale or when `force` says it was refused. */
export async function accessToken({ force = false } = {}): Promise<string | null> {
  const current = await restoreSession();
  if (current.status !== "signedIn") return null;
  if (force || !token || Date.now() >= token.staleAt) await refresh();
  return token?.value ?? null;
}

/** Finds out whether this browser's session is still good, where a call may have ended it. */
export async function recheckSession(): Promise<void> {
  // Without an answer the next call finds out.
  await accessToken({ force: true }).catch(() => null);
}

/** As whom each room was last asked for. */
const entering = new Map<string, Visit["as"]>();

/**
 * The token to enter that room with: of whoever was inside last, else the account's, else the one this
 * browser got as a guest. Null if the person is nobody yet, or the account that was inside is signed
 * out: then `visitOf` tells. Ask again before each connect; `force` after a refusal.
 * Rejects with a `Problem` when the server can't be reached.
 */
export async function tokenForRoom(roomId: string, { force = false } = {}): Promise<string | null> {
  const last = visitOf(roomId)?.as;
  // There is no fresh one for a guest: what was refused is of no use any more.
  if (force && entering.get(roomId) === "guest") forgetGuest(roomId);
  const guest = guestOf(roomId)?.token ?? null;
  if (last === "guest" && guest !== null) return as("guest", roomId, guest);
  const account = await accessToken({ force });
  if (account !== null) return as("account", roomId, account);
  return last === "account" || guest === null ? null : as("guest", roomId, guest);
}

function as(who: Visit["as"], roomId: string, value: string): string {
  entering.set(roomId, who);
  return value;
}

/** The person that `tokenForRoom` let into the room is inside. */
export function noteVisit(roomId: string, person: string): void {
  const who = entering.get(roomId);
  if (who) rememberVisit(roomId, { as: who, person });
}

/** Whether a session may be waiting in the refresh cookie; answers without asking the server. */
export function hasHint(): boolean {
  try {
    return localStorage.getItem(HINT) !== null;
  } catch {
    return true;
  }
}

/** The session, as React state. */
export function useSession(): Session {
  return useSyncExternalStore(subscribe, currentSession);
}

/** The session as it is known at this moment. */
export function currentSession(): Session {
  return session;
}

/** Calls back after each change of the session; answers how to stop that. */
export function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** One refresh at a time: the cookie rotates, and every waiting request wants the same token. */
function refresh(): Promise<void> {
  refreshing ??= requestRefresh().finally(() => {
    refreshing = null;
  });
  return refreshing;
}

async function requestRefresh(): Promise<void> {
  try {
    beginSession(await request<SignedIn>("POST", "/auth/refresh"));
  } catch (error) {
    const problem = toProblem(error);
    if (problem.status !== 401 && problem.status !== 403) throw problem;
    endSession();
  }
}

function publish(next: Session): void {
  session = next;
  for (const listener of listeners) listener();
}

function setHint(present: boolean): void {
  try {
    if (present) localStorage.setItem(HINT, "1");
    else localStorage.removeItem(HINT);
  } catch {
    // Blocked storage: each start asks the server instead.
  }
}

// Signing out in one tab signs out the others.
window.addEventListener("storage", (event) => {
  if (event.key === HINT && event.newValue === null && session.status === "signedIn") endSession();
});
