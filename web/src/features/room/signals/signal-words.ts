import { spanText } from "../durations";
import { DEVICES, type SignalCluster } from "./signal-clusters";

/** What each subject is called. */
export const SUBJECTS: Record<SignalCluster["subject"], string> = {
  tab: "Tab in the background",
  window: "Another window in front",
  paste: "Pasted from outside",
  fullscreen: "Full screen left",
  connection: "Connection lost",
  copy: "Problem text copied",
  devices: "Devices changed",
};

/** A cluster in neutral words: what happened, for how long or how much. No verdict. */
export function signalText(cluster: SignalCluster): string {
  const { subject, lastedMs, ongoing, characters } = cluster;
  if (subject === "paste" || subject === "copy") {
    return `${SUBJECTS[subject]}, ${characters} ${characters === 1 ? "character" : "characters"}`;
  }
  if (subject === "devices") return devicesText(cluster);
  if (ongoing) return `${SUBJECTS[subject]} now`;
  return lastedMs > 0 ? `${SUBJECTS[subject]} for ${spanText(lastedMs)}` : SUBJECTS[subject];
}

const DEVICE = { cameras: "camera", microphones: "microphone", speakers: "speaker" };

/** `Devices changed: microphone added, 2 speakers removed`. */
function devicesText({ came, went }: SignalCluster): string {
  const side = (change: SignalCluster["came"], what: string) =>
    DEVICES.flatMap((kind) => {
      const number = change[kind] ?? 0;
      if (number === 0) return [];
      return [`${number === 1 ? DEVICE[kind] : `${number} ${kind}`} ${what}`];
    });
  const parts = [...side(came, "added"), ...side(went, "removed")];
  return parts.length > 0 ? `${SUBJECTS.devices}: ${parts.join(", ")}` : SUBJECTS.devices;
}
