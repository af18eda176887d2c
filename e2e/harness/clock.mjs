// A wall clock that a test can set, for a server that is started with it; time since an event stays what it is.

import { readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { temporaryFolder } from "./server.mjs";

const LIBRARIES = "/usr/lib";
const FAKETIME = "faketime/libfaketimeMT.so.1";

/** A clock that runs right until it is set; `environment` is for the server. */
export async function wallClock(t) {
  const file = path.join(await temporaryFolder(t), "offset");
  const set = (seconds) => writeFile(file, `${seconds < 0 ? "-" : "+"}${Math.abs(seconds)}s`);
  await set(0);
  const environment = {
    LD_PRELOAD: await library(),
    FAKETIME_TIMESTAMP_FILE: file,
    FAKETIME_NO_CACHE: "1",
    DONT_FAKE_MONOTONIC: "1",
  };
  return { environment, set };
}

/** Debian has it in the folder of the machine's architecture. */
async function library() {
  for (const folder of await readdir(LIBRARIES)) {
    const file = path.join(LIBRARIES, folder, FAKETIME);
    const found = await readdir(path.dirname(file)).catch(() => []);
    if (found.includes(path.basename(file))) return file;
  }
  throw new Error(`there is no ${FAKETIME} below ${LIBRARIES}: install Debian's faketime`);
}
