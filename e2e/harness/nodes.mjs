// The servers of one installation.

import { startServer } from "./server.mjs";

/** The nodes that CODEVLIVE_URLS names, separated by commas; or else one of our own, in both roles. */
export async function startNodes(t) {
  const named = process.env.CODEVLIVE_URLS;
  if (named) return named.split(",").map((url) => ({ url, port: Number(new URL(url).port) }));
  const server = await startServer(t, { environment: { RATE_LIMITS: "off" } });
  return [server, server];
}
