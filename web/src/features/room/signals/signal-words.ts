import { plural, t } from "@lingui/core/macro";
import type { PadInfo } from "@/live/types";
import { byLocale } from "@/texts/dates";
import { spanText } from "../durations";
import { DEVICES, type SignalCluster } from "./signal-clusters";

const SUBJECTS: Record<SignalCluster["subject"], () => string> = {
  tab: () => t`Tab in the background`,
  window: () => t`Another window in front`,
  paste: () => t`Pasted from outside`,
  fullscreen: () => t`Full screen left`,
  connection: () => t`Connection lost`,
  copy: () => t`Problem text copied`,
  devices: () => t`Devices changed`,
};

/** All subjects, in the order in which they are counted. */
export const SIGNAL_SUBJECTS = Object.keys(SUBJECTS) as SignalCluster["subject"][];

/** What a subject is called. */
export const subjectName = (subject: SignalCluster["subject"]): string => SUBJECTS[subject]();

const lists = byLocale((locale) => new Intl.ListFormat(locale));

/** `Pasted from outside into Code and elsewhere`: pads by their titles, as far as they are known. */
function pasteName(cluster: SignalCluster, pads: readonly PadInfo[]): string {
  const titles = new Set([...cluster.pads].map((pad) => pads.find(({ id }) => id === pad)?.title));
  const known = [...titles].filter((title) => title !== undefined);
  if (known.length === 0) return subjectName("paste");
  const places = lists().format(titles.has(undefined) ? [...known, t`elsewhere`] : known);
  return t`Pasted from outside into ${places}`;
}

/** A cluster in neutral words: what happened, for how long or how much, and in which of the pads. No verdict. */
export function signalText(cluster: SignalCluster, pads: readonly PadInfo[]): string {
  const { subject, lastedMs, ongoing, characters } = cluster;
  const name = subject === "paste" ? pasteName(cluster, pads) : subjectName(subject);
  if (subject === "paste" || subject === "copy") {
    return `${name}, ${plural(characters, { one: "# character", other: "# characters" })}`;
  }
  if (subject === "devices") return devicesText(cluster);
  if (ongoing) return t`${name} now`;
  if (lastedMs === 0) return name;
  const span = spanText(lastedMs);
  return t`${name} for ${span}`;
}

type DeviceKind = (typeof DEVICES)[number];
type Counted = (number: number) => string;

const CAME: Record<DeviceKind, Counted> = {
  cameras: (n) => plural(n, { one: "camera added", other: "# cameras added" }),
  microphones: (n) => plural(n, { one: "microphone added", other: "# microphones added" }),
  speakers: (n) => plural(n, { one: "speaker added", other: "# speakers added" }),
};
const WENT: Record<DeviceKind, Counted> = {
  cameras: (n) => plural(n, { one: "camera removed", other: "# cameras removed" }),
  microphones: (n) => plural(n, { one: "microphone removed", other: "# microphones removed" }),
  speakers: (n) => plural(n, { one: "speaker removed", other: "# speakers removed" }),
};

/** `Devices changed: microphone added, 2 speakers removed`. */
function devicesText({ came, went }: SignalCluster): string {
  const side = (change: SignalCluster["came"], words: Record<DeviceKind, Counted>) =>
    DEVICES.flatMap((kind) => {
      const number = change[kind] ?? 0;
      return number === 0 ? [] : [words[kind](number)];
    });
  const parts = [...side(came, CAME), ...side(went, WENT)];
  const name = subjectName("devices");
  return parts.length > 0 ? `${name}: ${parts.join(", ")}` : name;
}
