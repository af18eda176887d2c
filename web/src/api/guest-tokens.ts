/** What this browser keeps of a guest's visit to one room. */
export interface Guest {
  token: string;
  name: string;
  /** When the room ended, as far as this browser noticed; in ms since the epoch. */
  endedAt?: number;
}

/** The server accepts a guest's token so long after the room's end, in ms. */
const AFTER_END_MS = 24 * 60 * 60 * 1000;
const PREFIX = "codevlive-guest:";

const key = (roomId: string) => `${PREFIX}${roomId}`;

/** For browsers that refuse storage: then a guest is remembered until the page closes. */
const fallback = new Map<string, Guest>();

/**
 * Keeps a guest's token, so that a candidate who reloads, or closes the tab by mistake, is back
 * without knocking. It is good for this one room until 24 hours after the room's end.
 */
export function rememberGuest(roomId: string, guest: Guest): void {
  fallback.set(roomId, guest);
  try {
    localStorage.setItem(key(roomId), JSON.stringify(guest));
  } catch {
    // Storage is full or blocked: the visit lasts as long as this page.
  }
}

/** The guest that this browser has been in that room, if any. */
export function guestOf(roomId: string): Guest | null {
  return stored(roomId) ?? fallback.get(roomId) ?? null;
}

/** Drops the token; for when the server no longer accepts it. */
export function forgetGuest(roomId: string): void {
  fallback.delete(roomId);
  try {
    localStorage.removeItem(key(roomId));
  } catch {
    // Nothing was kept there either.
  }
}

/** The room ended at that time, or goes on again (null). */
export function noteGuestRoomEnd(roomId: string, at: number | null): void {
  const guest = guestOf(roomId);
  if (!guest || (guest.endedAt ?? null) === at || (at !== null && guest.endedAt)) return;
  const { token, name } = guest;
  rememberGuest(roomId, { token, name, ...(at !== null && { endedAt: at }) });
}

/** Drops the tokens that no server accepts any more. */
export function dropEndedGuests(now: number): void {
  for (const roomId of guestRooms()) {
    const endedAt = guestOf(roomId)?.endedAt;
    if (endedAt === undefined || now - endedAt <= AFTER_END_MS) continue;
    forgetGuest(roomId);
  }
}

function guestRooms(): string[] {
  try {
    const keys = Object.keys(localStorage).filter((item) => item.startsWith(PREFIX));
    return keys.map((item) => item.slice(PREFIX.length));
  } catch {
    return [];
  }
}

function stored(roomId: string): Guest | null {
  try {
    const text = localStorage.getItem(key(roomId));
    const value: unknown = text === null ? null : JSON.parse(text);
    return isGuest(value) ? value : null;
  } catch {
    return null;
  }
}

function isGuest(value: unknown): value is Guest {
  const guest = value as Partial<Guest> | null;
  return typeof guest?.token === "string" && typeof guest.name === "string";
}
