/** As whom this browser was last inside a room. */
export interface Visit {
  as: "account" | "guest";
  /** The person's id. */
  person: string;
}

const key = (roomId: string) => `codevlive-inside:${roomId}`;

/** For browsers that refuse storage: then it is known until the page closes. */
const fallback = new Map<string, Visit>();

/** Somebody is inside, so that a reload comes back as the same one. */
export function rememberVisit(roomId: string, visit: Visit): void {
  fallback.set(roomId, visit);
  try {
    localStorage.setItem(key(roomId), JSON.stringify(visit));
  } catch {
    // Storage is full or blocked.
  }
}

/** Who was inside last, if anyone. */
export function visitOf(roomId: string): Visit | null {
  return stored(roomId) ?? fallback.get(roomId) ?? null;
}

/** Whoever comes next comes as someone else. */
export function forgetVisit(roomId: string): void {
  fallback.delete(roomId);
  try {
    localStorage.removeItem(key(roomId));
  } catch {
    // Nothing was kept there either.
  }
}

function stored(roomId: string): Visit | null {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(key(roomId)) ?? "null");
    return isVisit(value) ? value : null;
  } catch {
    return null;
  }
}

function isVisit(value: unknown): value is Visit {
  const visit = value as Partial<Visit> | null;
  return typeof visit?.person === "string" && (visit.as === "account" || visit.as === "guest");
}
