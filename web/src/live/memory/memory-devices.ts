import { vi } from "vitest";

type Kind = "audio" | "video";

/** A track as devices give it. */
function trackOf(kind: Kind) {
  const track = { kind, enabled: true, readyState: "live", onended: null as (() => void) | null };
  return { ...track, stop: vi.fn() };
}

type MemoryTrack = ReturnType<typeof trackOf>;

const streamOf = (tracks: MemoryTrack[]) => ({
  getTracks: () => tracks,
  getAudioTracks: () => tracks.filter(({ kind }) => kind === "audio"),
  getVideoTracks: () => tracks.filter(({ kind }) => kind === "video"),
});

/** A computer with these kinds of devices, and a screen; the others are refused by that name. */
export function memoryDevices(kinds: Kind[], refusal = "NotFoundError") {
  const given: MemoryTrack[] = [];
  const asked: MediaStreamConstraints[] = [];
  let prompt: Promise<void> | null = null;
  const give = async (wanted: Kind[]) => {
    await prompt;
    if (wanted.some((kind) => !kinds.includes(kind))) throw new DOMException("no", refusal);
    const tracks = wanted.map(trackOf);
    given.push(...tracks);
    return streamOf(tracks);
  };
  const media = {
    addEventListener: () => {},
    enumerateDevices: async () => [],
    getUserMedia: (constraints: MediaStreamConstraints) => {
      asked.push(constraints);
      return give((["audio", "video"] as const).filter((kind) => constraints[kind]));
    },
    getDisplayMedia: () => give(["video"]),
  } as unknown as MediaDevices;
  /** From now on the browser asks the person; answers how they allow what it asked. */
  const asks = () => {
    let allow = () => {};
    prompt = new Promise((resolve) => {
      allow = resolve;
    });
    return allow;
  };
  /** The kinds of what was given and is still in use. */
  const inUse = () =>
    given.flatMap(({ kind, stop }) => (stop.mock.calls.length === 0 ? [kind] : []));
  return { media, given, asked, asks, inUse };
}
