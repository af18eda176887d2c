/**
 * What a call carries from each side, in the order of its media sections: one that comes in place 1 is a
 * camera. All are there from the start and empty until something is put in, so that turning a camera on or
 * off, or sharing a screen, needs no word between the two sides.
 */
export const SLOTS = ["microphone", "camera", "screen", "sound"] as const;

/** A microphone, a camera, a shared screen, or the sound of what is shared. */
export type Slot = (typeof SLOTS)[number];

export const KINDS: Record<Slot, "audio" | "video"> = {
  microphone: "audio",
  camera: "video",
  screen: "video",
  sound: "audio",
};

/** What is sent in each place; null is nothing. */
export type Tracks = Record<Slot, MediaStreamTrack | null>;

export const NO_TRACKS: Tracks = { microphone: null, camera: null, screen: null, sound: null };

/** Tracks by the function that makes each. */
export const eachSlot = <T>(of: (slot: Slot) => T): Record<Slot, T> =>
  Object.fromEntries(SLOTS.map((slot) => [slot, of(slot)])) as Record<Slot, T>;

/** What a person says they send; the other side could not tell a camera that is off from a slow one. */
export type Sends = Record<Slot, boolean>;

export const SENDS_NOTHING: Sends = eachSlot(() => false);

/** What is sent, as it is told to the other side. */
export const sendsOf = (tracks: Tracks): Sends => eachSlot((slot) => tracks[slot] !== null);

/** Whether there is anything to connect for. */
export const sendsAnything = (sends: Sends): boolean => SLOTS.some((slot) => sends[slot]);

export const sameBySlot = <T>(a: Record<Slot, T>, b: Record<Slot, T>): boolean =>
  SLOTS.every((slot) => Object.is(a[slot], b[slot]));
