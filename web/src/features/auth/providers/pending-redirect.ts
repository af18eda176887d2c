import type { ProviderId } from "./provider";

const KEY = "codevlive-provider";

/** Remembers, for this tab, that the page leaves for a provider, so that it listens when it is back. */
export function rememberRedirect(provider: ProviderId): void {
  sessionStorage.setItem(KEY, provider);
}

/** For which provider the page had left, once. */
export function takeRedirect(): ProviderId | null {
  try {
    const provider = sessionStorage.getItem(KEY);
    sessionStorage.removeItem(KEY);
    return provider === "google.com" || provider === "github.com" ? provider : null;
  } catch {
    // Blocked storage: then there was no redirect either, since the SDK needs it too.
    return null;
  }
}
