// A mount namespace of one's own, with a small disk in it. It needs no root where user namespaces are allowed.

import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { temporaryFolder, timeout } from "./server.mjs";

const MOUNT_MS = 5_000;

/**
 * A disk of so many bytes. `folder` is where the commands find it that `prefix` runs, `seenFromHere` where
 * this process does.
 */
export async function smallDisk(t, bytes) {
  const folder = await temporaryFolder(t);
  const script = `mount -t tmpfs -o size=${bytes} tmpfs "$0" && echo mounted && exec cat`;
  const unshare = ["--user", "--map-root-user", "--mount", "sh", "-c", script, folder];
  const keeper = spawn("unshare", unshare, { stdio: ["pipe", "pipe", "inherit"] });
  const gone = once(keeper, "exit");
  t.after(async () => {
    keeper.kill("SIGKILL");
    await gone;
  });
  await Promise.race([once(keeper.stdout, "data"), timeout(MOUNT_MS, "mounting a small disk")]);
  const prefix = ["nsenter", "--target", `${keeper.pid}`, "--user", "--mount", "--preserve-credentials"];
  const seenFromHere = path.join("/proc", `${keeper.pid}`, "root", folder);
  return { folder, prefix, seenFromHere };
}
