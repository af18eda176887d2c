import { useSyncExternalStore } from "react";
import { updateMe } from "@/api/me/update-me";
import { currentSession, subscribe as subscribeToSession } from "@/api/session";
import type { Settings } from "@/api/types";

/** How a person likes the app to look and the editor to behave; also kept for guests. */
export interface Preferences extends Required<Omit<Settings, "notifications">> {
  /** Whether Tab leaves the editor instead of indenting; of this browser alone. */
  tabLeaves: boolean;
}

/** What someone gets who never chose. */
export const DEFAULT_PREFERENCES: Preferences = {
  theme: "auto",
  editorKeymap: "default",
  fontSize: 14,
  screenReader: false,
  tabLeaves: false,
};

/** The smallest and the largest editor font, in CSS pixels. */
export const FONT_SIZES = { min: 10, max: 28 } as const;

const KEY = "codevlive-preferences";

let preferences: Preferences = { ...DEFAULT_PREFERENCES, ...sane(stored()) };
const listeners = new Set<() => void>();

/** The preferences in force, as React state. */
export function usePreferences(): Preferences {
  return useSyncExternalStore(subscribe, currentPreferences);
}

/** The preferences in force at this moment. */
export function currentPreferences(): Preferences {
  return preferences;
}

/**
 * Applies a change at once, keeps it in this browser and, for one who is signed in, in the account.
 * Rejects with a `Problem` if the account could not be reached; the change stays in this browser.
 */
export async function changePreferences(change: Partial<Preferences>): Promise<void> {
  const known = sane(change);
  apply({ ...preferences, ...known });
  const { tabLeaves: _, ...settings } = known;
  const signedIn = currentSession().status === "signedIn";
  if (signedIn && Object.keys(settings).length > 0) await updateMe({ settings });
}

/** Calls back after each change; answers how to stop that. */
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function apply(next: Preferences): void {
  publish(next);
  try {
    localStorage.setItem(KEY, JSON.stringify(next));
  } catch {
    // Blocked storage: they last as long as this page.
  }
}

function publish(next: Preferences): void {
  preferences = next;
  for (const listener of listeners) listener();
}

/** Keeps only what this version understands: the source may be older, newer, or tampered with. */
function sane(settings: Partial<Record<keyof Preferences, unknown>>): Partial<Preferences> {
  const { theme, editorKeymap, fontSize, screenReader, tabLeaves } = settings;
  const result: Partial<Preferences> = {};
  if (theme === "light" || theme === "dark" || theme === "auto") result.theme = theme;
  if (editorKeymap === "default" || editorKeymap === "vim" || editorKeymap === "emacs") {
    result.editorKeymap = editorKeymap;
  }
  if (typeof fontSize === "number" && Number.isFinite(fontSize)) {
    result.fontSize = Math.min(FONT_SIZES.max, Math.max(FONT_SIZES.min, Math.round(fontSize)));
  }
  if (typeof screenReader === "boolean") result.screenReader = screenReader;
  if (typeof tabLeaves === "boolean") result.tabLeaves = tabLeaves;
  return result;
}

function stored(): Partial<Record<keyof Preferences, unknown>> {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(KEY) ?? "{}");
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    return {};
  }
}

let owner: string | null = null;

// Whoever signs in brings their own preferences along; later echoes of one's own changes do not count.
subscribeToSession(() => {
  const session = currentSession();
  const next = session.status === "signedIn" ? session.user.id : null;
  if (next !== owner && session.status === "signedIn") {
    apply({ ...preferences, ...sane(session.user.settings) });
  }
  owner = next;
});

// A change made in another tab, such as the settings beside an open room, holds here too.
window.addEventListener("storage", (event) => {
  if (event.key === KEY) publish({ ...DEFAULT_PREFERENCES, ...sane(stored()) });
});
