import { useSyncExternalStore } from "react";

/** Notices of the system while another tab is in front. */
export interface KnockNotices {
  /** Whether the person can still be asked: neither allowed nor refused yet. */
  open: boolean;
  ask: () => Promise<void>;
}

const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Over plain HTTP, and on some phones, there are none. */
const isOpen = (): boolean =>
  typeof Notification !== "undefined" && Notification.permission === "default";

/** Asks the browser to ask; only ever on a click, or it refuses by itself. */
async function ask(): Promise<void> {
  await Notification.requestPermission();
  for (const listener of listeners) listener();
}

/** Whether notices of knocks can be turned on, as React state. */
export function useKnockNotices(): KnockNotices {
  return { open: useSyncExternalStore(subscribe, isOpen), ask };
}
