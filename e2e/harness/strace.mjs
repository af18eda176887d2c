// Faults of the operating system: strace makes system calls of a running process fail, or kills it there.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { timeout } from "./server.mjs";

const ATTACH_MS = 10_000;

/**
 * From now on these calls of the process do as `fault` says (strace(1), "inject"): `error=EIO:when=1`,
 * `signal=KILL`. Gives a function that ends it.
 */
export async function inject(t, pid, calls, fault) {
  const expressions = ["-e", `trace=${calls}`, "-e", `inject=${calls}:${fault}`];
  const strace = spawn("strace", ["-f", "-p", `${pid}`, "-o", "/dev/null", ...expressions], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  const ended = once(strace, "exit");
  const attached = new Promise((resolve, reject) => {
    const said = createInterface({ input: strace.stderr });
    said.on("line", (line) => (line.includes("attached") ? resolve() : reject(new Error(line))));
    strace.once("error", reject);
  });
  const stop = async () => {
    if (strace.exitCode === null && strace.signalCode === null) strace.kill("SIGTERM");
    await ended;
  };
  t.after(stop);
  await Promise.race([attached, timeout(ATTACH_MS, "attaching strace")]);
  return stop;
}
