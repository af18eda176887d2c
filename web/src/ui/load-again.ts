/** The address of a chunk that did not come, as Chromium and Firefox name it in the error. */
function addressIn(error: unknown): string | null {
  const message = error instanceof Error ? error.message : "";
  const [address] = /https?:\/\/\S+\.js\b/.exec(message) ?? [];
  return address && new URL(address).origin === window.location.origin ? address : null;
}

type Import = (address: string) => Promise<unknown>;
const byAddress: Import = (address) => import(/* @vite-ignore */ address);

/**
 * Loads a chunk that did not come before. Browsers remember a failed import for as long as the page
 * lives (whatwg/html #6768), so it is asked for again under an address that they have not tried.
 */
export async function loadAgain<M>(
  load: () => Promise<M>,
  attempt: number,
  importFrom: Import = byAddress,
): Promise<M> {
  try {
    return await load();
  } catch (error) {
    const address = addressIn(error);
    if (address === null) throw error;
    return (await importFrom(`${address}?again=${attempt}`)) as M;
  }
}
