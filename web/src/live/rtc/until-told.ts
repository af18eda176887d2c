/** When a word that the room refused is said again, in ms. */
const AGAIN_MS = 1_000;

/** Says something until the room takes it, for as long as it holds: a refusal is one for the moment, or the other one is going. */
export async function untilTold(say: () => Promise<boolean>, holds: () => boolean): Promise<void> {
  while (holds() && !(await say())) {
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
  }
}
