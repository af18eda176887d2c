// An interview that is under way: a host and a candidate, each in a browser of their own.

import { openBrowser } from "./chromium.mjs";
import { arrive, hostOpensRoom } from "./room.mjs";
import { startInstallation } from "./installation.mjs";

/** Opens a room, lets a candidate in, and starts; `candidate` has options of their browser. */
export async function interview(t, options = {}) {
  const server = await startInstallation(t);
  const browser = await openBrowser(t);
  const host = await hostOpensRoom(t, browser, server, "Asha Rao", options.host);
  const candidate = await arrive(t, browser, server, host.link, "Cleo Park", options.candidate);
  await candidate.knock();
  await host.admit("Cleo Park");
  await candidate.isInside();
  await host.start();
  return { server, browser, host, candidate };
}
