// A room's log as it is in the store, edits and all: what a backup has of it.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import * as Y from "yjs";
import { runCommand, temporaryFolder } from "./server.mjs";

/** In front of an event's JSON, or of a pad's id and a Yjs update, in an entry's body. */
const EVENT = 1;
const EDITS = 2;

/** The entries of a room: 1, 2, 3 …, of times that never go back; with their `event`, or their `edits`. */
export async function logOf(t, server, room) {
  const file = path.join(await temporaryFolder(t), "backup");
  await runCommand(server, ["backup", file]);
  const lines = (await readFile(file, "utf8")).trimEnd().split("\n").map((line) => JSON.parse(line));
  const entries = lines.filter(({ log }) => log?.room === room.id).flatMap(({ log }) => log.entries);
  const gaps = entries.filter(({ seq }, index) => seq !== index + 1);
  assert.deepEqual(gaps, [], "the log has no gap");
  const early = entries.filter(({ at }, index) => index > 0 && at < entries[index - 1].at);
  assert.deepEqual(early, [], "time never goes back in the log");
  return entries.map((entry) => ({ ...entry, ...contentOf(Buffer.from(entry.body, "base64")) }));
}

function contentOf(body) {
  if (body[0] === EVENT) return { event: JSON.parse(body.subarray(1)) };
  return body[0] === EDITS && { edits: { pad: body.toString("hex", 1, 17), update: body.subarray(17) } };
}

/** A pad as it is when the log is read from its beginning. */
export function replayed(entries, pad) {
  const doc = new Y.Doc();
  const own = entries.filter(({ edits }) => edits?.pad === pad.id.replaceAll("-", ""));
  for (const { edits } of own) Y.applyUpdate(doc, edits.update);
  return doc;
}
