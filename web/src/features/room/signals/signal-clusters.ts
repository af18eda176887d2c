import type { DeviceChange, SignalKind, TimelineEntry } from "@/live/types";

type SignalEntry = Extract<TimelineEntry, { type: "signal" }>;

/** What a cluster is about: a thing and its end belong together. */
export type SignalSubject =
  | "tab"
  | "window"
  | "paste"
  | "fullscreen"
  | "connection"
  | "copy"
  | "devices";

/** Signals of one person about one thing that came close together: one line in the list. */
export interface SignalCluster {
  /** The seq of its first signal. */
  key: number;
  person: string;
  name: string;
  subject: SignalSubject;
  /** When it began and when the last of it happened, server time. */
  from: number;
  until: number;
  /** How often it happened. */
  times: number;
  /** How long it lasted, all times together; of what has ended. */
  lastedMs: number;
  /** Whether it goes on now: the tab is still hidden, the connection still lost. */
  ongoing: boolean;
  /** How many characters were pasted or copied. */
  characters: number;
  /** The pads it was pasted into; null: somewhere else. */
  pads: Set<string | null>;
  /** How many devices of which kind came and went. */
  came: DeviceChange;
  went: DeviceChange;
}

/** What repeats within this span is one line, in ms. */
const APART_MS = 2 * 60 * 1000;

const KINDS: Record<SignalKind, { subject: SignalSubject; ends: boolean }> = {
  tab_hidden: { subject: "tab", ends: false },
  tab_visible: { subject: "tab", ends: true },
  window_blurred: { subject: "window", ends: false },
  window_focused: { subject: "window", ends: true },
  pasted_from_outside: { subject: "paste", ends: false },
  fullscreen_left: { subject: "fullscreen", ends: false },
  connection_lost: { subject: "connection", ends: false },
  connection_restored: { subject: "connection", ends: true },
  problem_copied: { subject: "copy", ends: false },
  devices_changed: { subject: "devices", ends: false },
};

/** The kinds of devices, in the order they are told. */
export const DEVICES = ["cameras", "microphones", "speakers"] as const;

/** These have an end of their own; the others are over at once. */
const LASTING: SignalSubject[] = ["tab", "window", "connection"];

/** While these go on the person does nothing in the room. */
const AWAY: SignalSubject[] = ["tab", "window"];

function begin(entry: SignalEntry, subject: SignalSubject): SignalCluster {
  return {
    key: entry.seq,
    person: entry.actor.id,
    name: entry.actor.name,
    subject,
    from: entry.at,
    until: entry.at,
    times: 0,
    lastedMs: 0,
    ongoing: false,
    characters: 0,
    pads: new Set(),
    came: {},
    went: {},
  };
}

/** What came and what went is told apart: one for another is two changes. */
function takeDevices({ came, went }: SignalCluster, change: DeviceChange): void {
  for (const kind of DEVICES) {
    const number = change[kind] ?? 0;
    const side = number > 0 ? came : went;
    if (number !== 0) side[kind] = (side[kind] ?? 0) + Math.abs(number);
  }
}

/** Takes another signal into a cluster. */
function take(cluster: SignalCluster, entry: SignalEntry, ends: boolean): void {
  if (ends) {
    if (cluster.ongoing) cluster.lastedMs += entry.at - cluster.until;
    cluster.ongoing = false;
  } else {
    cluster.times += 1;
    cluster.ongoing = LASTING.includes(cluster.subject);
    cluster.characters += entry.length ?? 0;
    cluster.pads.add(entry.pad ?? null);
    takeDevices(cluster, entry.devices ?? {});
  }
  cluster.until = entry.at;
}

/** What only someone who is here does. */
const DOING: ReadonlySet<string> = new Set([
  "said",
  "hand_raised",
  "hand_lowered",
  "consent_given",
  "consent_withdrawn",
  "knocked",
  "messaged_host",
  "run_started",
  "left",
]);

/** A device that comes or goes is no doing: a headset runs empty. */
const HAPPENS: SignalSubject[] = ["tab", "devices"];

function isActivity(entry: TimelineEntry): boolean {
  if (entry.type !== "signal") return DOING.has(entry.type);
  return !HAPPENS.includes(KINDS[entry.kind].subject);
}

/** Whoever does something is here, and whose connection is gone is nowhere: what went on is over. */
function endAbsences(latest: Map<string, SignalCluster>, entry: TimelineEntry): void {
  if (!isActivity(entry)) return;
  const own = entry.type === "signal" ? KINDS[entry.kind].subject : null;
  const over: SignalSubject[] = entry.type === "signal" && own === "window" ? ["tab"] : AWAY;
  for (const subject of over) {
    const open = latest.get(`${entry.actor.id} ${subject}`);
    if (!open?.ongoing) continue;
    open.lastedMs += entry.at - open.until;
    open.until = entry.at;
    open.ongoing = false;
  }
}

/** The signals of a timeline as lines to read, the newest first. */
export function clusterSignals(entries: readonly TimelineEntry[]): SignalCluster[] {
  const clusters: SignalCluster[] = [];
  const latest = new Map<string, SignalCluster>();
  for (const entry of entries) {
    // A server that is newer than this page may tell of more.
    if (entry.type === "signal" && !(entry.kind in KINDS)) continue;
    endAbsences(latest, entry);
    if (entry.type !== "signal") continue;
    const { subject, ends } = KINDS[entry.kind];
    const key = `${entry.actor.id} ${subject}`;
    const open = latest.get(key);
    const joins = open && (ends ? open.ongoing : entry.at - open.until < APART_MS);
    // An end without a beginning (it was before one's own time here) is no news.
    if (!joins && ends) continue;
    const cluster = joins ? open : begin(entry, subject);
    take(cluster, entry, ends);
    if (joins) continue;
    latest.set(key, cluster);
    clusters.push(cluster);
  }
  return clusters.sort((a, b) => b.until - a.until);
}
