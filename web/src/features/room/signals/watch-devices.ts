import type { DeviceChange } from "@/live/types";
import { promptWasOpen } from "./own-prompts";

interface Counts {
  cameras: number;
  microphones: number;
  speakers: number;
  /** Whether the browser tells all there are: before a permission it tells of one of each kind at most. */
  known: boolean;
}

/** A headset comes as a microphone and a speaker, one after the other; in ms. */
const TOGETHER_MS = 1_000;
/** So long after a question of the browser, or of our own device menu, devices may come and go by that, in ms. */
const PROMPT_MS = 2_000;

async function look(media: MediaDevices): Promise<Counts> {
  const found = await media.enumerateDevices().catch(() => []);
  // Virtual devices stand beside the one that they are; names are looked at for whether there are any, no more.
  const real = found.filter(
    ({ deviceId }) => deviceId !== "default" && deviceId !== "communications",
  );
  const of = (wanted: MediaDeviceKind) => real.filter(({ kind }) => kind === wanted).length;
  return {
    cameras: of("videoinput"),
    microphones: of("audioinput"),
    speakers: of("audiooutput"),
    known: found.some(({ label }) => label !== ""),
  };
}

function difference(before: Counts, after: Counts): DeviceChange {
  const kinds = ["cameras", "microphones", "speakers"] as const;
  const changes = kinds.map((kind) => [kind, after[kind] - before[kind]] as const);
  return Object.fromEntries(changes.filter(([, change]) => change !== 0));
}

/** Tells how many devices of which kind came or went; nothing of what a permission or this app changed. */
export function watchDevices(
  media: MediaDevices | undefined,
  tell: (change: DeviceChange) => void,
  { signal }: AddEventListenerOptions,
): void {
  if (!media?.enumerateDevices) return;
  let before = look(media);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let ours = false;
  const settled = async () => {
    const byUs = ours;
    ours = false;
    const [was, is] = await Promise.all([before, look(media)]);
    before = Promise.resolve(is);
    if (signal?.aborted || byUs || was.known !== is.known) return;
    const change = difference(was, is);
    if (Object.keys(change).length > 0) tell(change);
  };
  const changed = () => {
    ours ||= promptWasOpen(PROMPT_MS);
    clearTimeout(timer);
    timer = setTimeout(() => void settled(), TOGETHER_MS);
  };
  media.addEventListener("devicechange", changed, { signal });
  signal?.addEventListener("abort", () => clearTimeout(timer));
}
