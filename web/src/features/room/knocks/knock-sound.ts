/** Two soft taps, as on a door; made here, so there is no file to load. */
const TAPS_S = [0, 0.16];
const FREQUENCY_HZ = 196;
const LENGTH_S = 0.14;
const LOUDNESS = 0.22;

/** A knock that sounds so much later, at the first touch perhaps, is nobody's any more; in ms. */
const STALE_MS = 1_000;

let context: AudioContext | undefined;

/** Sounds a knock. A browser that was not touched yet stays silent; the card and the title remain. */
export async function soundKnock(): Promise<void> {
  const knocked = performance.now();
  context ??= new AudioContext();
  if (context.state === "suspended") await context.resume();
  if (performance.now() - knocked > STALE_MS) return;
  for (const tap of TAPS_S) soundTap(context, context.currentTime + tap);
}

function soundTap(audio: AudioContext, at: number): void {
  const [tone, volume] = [audio.createOscillator(), audio.createGain()];
  tone.type = "triangle";
  tone.frequency.setValueAtTime(FREQUENCY_HZ, at);
  tone.frequency.exponentialRampToValueAtTime(FREQUENCY_HZ / 2, at + LENGTH_S);
  volume.gain.setValueAtTime(LOUDNESS, at);
  volume.gain.exponentialRampToValueAtTime(0.001, at + LENGTH_S);
  tone.connect(volume).connect(audio.destination);
  tone.start(at);
  tone.stop(at + LENGTH_S);
}
