// A room's log as it is in the store, edits and all: what a backup has of it.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { runCommand, temporaryFolder } from "./server.mjs";

/** The entries of a room: 1, 2, 3 …, of times that never go back. */
export async function logOf(t, server, room) {
  const file = path.join(await temporaryFolder(t), "backup");
  await runCommand(server, ["backup", file]);
  const lines = (await readFile(file, "utf8")).trimEnd().split("\n").map((line) => JSON.parse(line));
  const entries = lines.filter(({ log }) => log?.room === room.id).flatMap(({ log }) => log.entries);
  const gaps = entries.filter(({ seq }, index) => seq !== index + 1);
  assert.deepEqual(gaps, [], "the log has no gap");
  const early = entries.filter(({ at }, index) => index > 0 && at < entries[index - 1].at);
  assert.deepEqual(early, [], "time never goes back in the log");
  return entries;
}
