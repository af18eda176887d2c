// Several nodes of one installation: MongoDB is the one that `TEST_MONGO_URI` names, Redis is started here.

import { randomBytes } from "node:crypto";
import { Daemon } from "./daemon.mjs";
import { freePort, startServer, temporaryFolder } from "./server.mjs";

/** Starts a Redis that keeps nothing; gives its URL. It is stopped when the test ends. */
export async function startRedis(t) {
  const port = await freePort();
  const redis = new Daemon("redis-server", ["--port", port, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"], {
    cwd: await temporaryFolder(t),
  });
  t.after(() => redis.stop());
  await redis.listens(port);
  return `redis://127.0.0.1:${port}`;
}

/** Starts nodes on one store and one wire, with settings of their own if `environment(index)` gives some. */
export async function startNodes(t, count, environment = () => ({})) {
  const base = process.env.TEST_MONGO_URI;
  if (!base) throw new Error("TEST_MONGO_URI names no MongoDB: tools/mongo.sh starts one");
  const mongo = new URL(base);
  mongo.pathname = `/test_${randomBytes(8).toString("hex")}`;
  const shared = {
    MONGO_URI: mongo.href,
    REDIS_URL: await startRedis(t),
    JWT_SECRET: randomBytes(32).toString("hex"),
  };
  const start = (_, index) => startServer(t, { environment: { ...shared, ...environment(index) } });
  return Promise.all(Array.from({ length: count }, start));
}
