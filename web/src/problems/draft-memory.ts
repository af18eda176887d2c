import { useState } from "react";
import type { AgendaDraft } from "./agenda-draft";

const keyOf = (roomId: string) => `codevlive-agenda:${roomId}`;

function read(roomId: string): AgendaDraft | null {
  try {
    return JSON.parse(sessionStorage.getItem(keyOf(roomId)) ?? "null") as AgendaDraft | null;
  } catch {
    return null;
  }
}

function write(roomId: string, draft: AgendaDraft | null): void {
  try {
    if (draft) sessionStorage.setItem(keyOf(roomId), JSON.stringify(draft));
    else sessionStorage.removeItem(keyOf(roomId));
  } catch {
    // Full, or forbidden: then the draft lasts as long as the page.
  }
}

/** The problem that is being written, kept by the tab: a dialog closed by mistake or a reload loses nothing. */
export function useAgendaDraft(roomId: string) {
  const [draft, setDraft] = useState(() => read(roomId));
  const change = (next: AgendaDraft | null) => {
    setDraft(next);
    write(roomId, next);
  };
  return [draft, change] as const;
}
