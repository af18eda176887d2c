// Some nodes on one database and one Redis, each of which can be cut off from either.

import { randomBytes } from "node:crypto";
import { startMongo, startRedis } from "./backends.mjs";
import { Cable } from "./cable.mjs";
import { freePort } from "./daemon.mjs";
import { startServer } from "./server.mjs";

/** Starts it all; `environment` adds settings to each node, `roles` says what the nodes do, in their order. */
export async function startCluster(t, { size = 2, environment = {}, roles = [] } = {}) {
  const [mongo, redis] = await Promise.all([startMongo(t), startRedis(t)]);
  const shared = { JWT_SECRET: randomBytes(32).toString("hex"), ...environment };
  const nodes = [];
  for (let n = 0; n < size; n += 1) {
    const role = roles[n] === undefined ? {} : { CODEVLIVE_ROLES: roles[n] };
    nodes.push(await startNode(t, { mongo, redis }, { ...shared, ...role }));
  }
  return new Cluster(nodes, { mongo, redis });
}

async function startNode(t, { mongo, redis }, shared) {
  const cables = { mongo: await plugIn(t, mongo), redis: await plugIn(t, redis) };
  const metricsPort = await freePort();
  const environment = {
    METRICS_LISTEN: `127.0.0.1:${metricsPort}`,
    ...shared,
    MONGO_URI: `mongodb://${cables.mongo.host}:${mongo.port}/codevlive?directConnection=true`,
    REDIS_URL: `redis://${cables.redis.host}:${redis.port}`,
  };
  const node = await startServer(t, { environment });
  node.cables = cables;
  node.metricsUrl = `http://127.0.0.1:${metricsPort}/metrics`;
  return node;
}

async function plugIn(t, daemon) {
  const cable = new Cable(daemon);
  await cable.plugIn();
  t.after(() => cable.pull());
  return cable;
}

class Cluster {
  #came = 0;

  constructor(nodes, { mongo, redis }) {
    Object.assign(this, { nodes, mongo, redis });
  }

  /** The node that the next who comes is sent to: the first, who is the host, has one to themselves. */
  entrance() {
    const [first, ...others] = this.nodes;
    this.#came += 1;
    return this.#came === 1 ? first : others[this.#came % others.length];
  }

  /** Ends all nodes at once. */
  async kill() {
    await Promise.all(this.nodes.map((node) => node.kill()));
  }

  /** Starts them again. */
  async start() {
    await Promise.all(this.nodes.map((node) => node.start()));
  }

  /** Which node a client connects to that was at `before`: any but that, as a load balancer would that saw it go. */
  another(before) {
    const others = this.nodes.filter((node) => node !== before);
    return others[Math.floor(Math.random() * others.length)];
  }
}
