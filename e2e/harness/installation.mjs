// What people come to: one node, or two of them, on which the same must hold.

import { startCluster } from "./cluster.mjs";
import { startServer } from "./server.mjs";

/** With CODEVLIVE_NODES=2 people come to two nodes in turn, on MongoDB and Redis; else to one, on SQLite. */
export async function startInstallation(t) {
  const size = Number(process.env.CODEVLIVE_NODES ?? 1);
  if (size === 1) return startServer(t);
  return startCluster(t, { size });
}
