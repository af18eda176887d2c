// What `codevlive check` tells of the parts that many nodes stand on.

import assert from "node:assert/strict";
import { test } from "node:test";
import { startCluster } from "../harness/cluster.mjs";
import { runCommand } from "../harness/server.mjs";

test("check says whether MongoDB and Redis answer, and no password", async (t) => {
  const { nodes, redis } = await startCluster(t, { size: 1 });
  const [node] = nodes;
  const { stdout } = await runCommand(node, ["check"]).catch((error) => error);
  assert.match(stdout, /^ok {6}database: MongoDB answers/m);
  assert.match(stdout, /^ok {6}redis: \S+ answers/m);
  await redis.kill();
  node.environment.REDIS_URL = node.environment.REDIS_URL.replace("//", "//user:hidden@");
  const failed = await runCommand(node, ["check"]).catch((error) => error);
  assert.match(failed.stdout, /^failed {2}redis: REDIS_URL/m);
  assert.doesNotMatch(failed.stdout, /hidden/);
  assert.match(failed.stderr, /checks? failed/);
});
