import { plural, t } from "@lingui/core/macro";
import { spanText } from "../durations";
import type { SignalCluster } from "./signal-clusters";

const SUBJECTS: Record<SignalCluster["subject"], () => string> = {
  tab: () => t`Tab in the background`,
  window: () => t`Another window in front`,
  paste: () => t`Pasted from outside`,
  fullscreen: () => t`Full screen left`,
  connection: () => t`Connection lost`,
};

/** All subjects, in the order in which they are counted. */
export const SIGNAL_SUBJECTS = Object.keys(SUBJECTS) as SignalCluster["subject"][];

/** What a subject is called. */
export const subjectName = (subject: SignalCluster["subject"]): string => SUBJECTS[subject]();

/** A cluster in neutral words: what happened, for how long or how much. No verdict. */
export function signalText(cluster: SignalCluster): string {
  const { subject, lastedMs, ongoing, characters } = cluster;
  const name = subjectName(subject);
  if (subject === "paste") {
    return `${name}, ${plural(characters, { one: "# character", other: "# characters" })}`;
  }
  if (ongoing) return t`${name} now`;
  if (lastedMs === 0) return name;
  const span = spanText(lastedMs);
  return t`${name} for ${span}`;
}
