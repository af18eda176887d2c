import { spanText } from "../durations";
import type { SignalCluster } from "./signal-clusters";

/** What each subject is called. */
export const SUBJECTS: Record<SignalCluster["subject"], string> = {
  tab: "Tab in the background",
  window: "Another window in front",
  paste: "Pasted from outside",
  fullscreen: "Full screen left",
  connection: "Connection lost",
};

/** A cluster in neutral words: what happened, for how long or how much. No verdict. */
export function signalText(cluster: SignalCluster): string {
  const { subject, lastedMs, ongoing, characters } = cluster;
  if (subject === "paste") {
    return `${SUBJECTS.paste}, ${characters} ${characters === 1 ? "character" : "characters"}`;
  }
  if (ongoing) return `${SUBJECTS[subject]} now`;
  return lastedMs > 0 ? `${SUBJECTS[subject]} for ${spanText(lastedMs)}` : SUBJECTS[subject];
}
