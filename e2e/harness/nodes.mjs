// The servers of one installation.

import { startCluster } from "./cluster.mjs";
import { startServer } from "./server.mjs";

/**
 * The nodes that CODEVLIVE_URLS names, separated by commas; else as many of our own as CODEVLIVE_NODES says; or else
 * one, in both roles.
 */
export async function startNodes(t) {
  const named = process.env.CODEVLIVE_URLS;
  if (named) return named.split(",").map((url) => ({ url, port: Number(new URL(url).port) }));
  const size = Number(process.env.CODEVLIVE_NODES ?? 1);
  if (size > 1) return (await startCluster(t, { size, environment: { RATE_LIMITS: "off" } })).nodes;
  const server = await startServer(t, { environment: { RATE_LIMITS: "off" } });
  return [server, server];
}
