// A Redis of Debian's, and a server that speaks MongoDB's protocol: the one of TEST_MONGO_URI, a `mongod`, or
// what tools/mongo.sh installs in its place.

import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { Daemon, freePort } from "./daemon.mjs";
import { temporaryFolder } from "./server.mjs";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const STAND_IN = path.join(ROOT, "target/tools/secantusdb");

/** A Redis that keeps nothing: started again it is empty. */
export async function startRedis(t) {
  const port = await freePort();
  const command = ["redis-server", "--port", `${port}`, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"];
  const redis = new Daemon(port, [...command, "--dir", await temporaryFolder(t)]);
  t.after(() => redis.kill());
  await redis.start();
  return redis;
}

/** A database server of the test's own, which it may kill. */
export async function startMongo(t) {
  const port = await freePort();
  const mongo = mongod(port, await temporaryFolder(t));
  t.after(() => mongo.kill());
  await mongo.start();
  return mongo;
}

function mongod(port, folder) {
  const listen = ["--port", `${port}`];
  if (isOnPath("mongod")) {
    return new Daemon(port, ["mongod", "--quiet", "--bind_ip", "127.0.0.1", ...listen, "--dbpath", folder]);
  }
  if (!existsSync(STAND_IN)) throw new Error(`neither mongod nor ${STAND_IN}: run ./dev test or ./dev chaos`);
  const args = ["--host", "127.0.0.1", ...listen, "--storage-path", folder, "--log-level", "WARNING"];
  return new Daemon(port, ["python3", "-m", "secantus", ...args], { PYTHONPATH: STAND_IN });
}

function isOnPath(program) {
  try {
    return execFileSync("sh", ["-c", `command -v ${program}`]).length > 0;
  } catch {
    return false;
  }
}
