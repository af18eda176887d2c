// The release binary, started as an operator would: on a folder of its own and a free port.

import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import net from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

/** The repository's folder. */
export const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const BINARY = process.env.CODEVLIVE_BIN ?? path.join(ROOT, "target/release/codevlive");
const START_MS = 30_000;

if (!existsSync(BINARY)) throw new Error(`${BINARY} is missing: run ./dev build first`);

/** A folder that is removed when the test ends. */
export async function temporaryFolder(t) {
  const folder = await mkdtemp(path.join(tmpdir(), "codevlive-e2e-"));
  t.after(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}

/**
 * Starts a server; `environment` adds settings, `prefix` is a command that runs it. It is stopped when
 * the test ends.
 */
export async function startServer(t, { environment = {}, dataDir, prefix = [] } = {}) {
  const folder = dataDir ?? (await temporaryFolder(t));
  const server = new Server(folder, environment, prefix);
  // Before it is up: it may fail to say so.
  t.after(() => server.kill());
  await server.start();
  return server;
}

/** Runs another command of the binary on the server's folder, as an operator would meanwhile. */
export function runCommand(server, args) {
  const [program, ...rest] = [...server.prefix, BINARY, ...args];
  return promisify(execFile)(program, rest, { env: server.variables, cwd: server.dataDir });
}

export class Server {
  #process;
  #log = [];

  constructor(dataDir, environment, prefix) {
    this.dataDir = dataDir;
    this.prefix = prefix;
    this.environment = { PORT: "0", METRICS_LISTEN: "off", RUST_LOG: "warn", ...environment };
  }

  /** Resolves when its process ends. */
  get ended() {
    return once(this.#process, "exit");
  }

  /** Where people come to. */
  entrance() {
    return this;
  }

  get pid() {
    return this.#process.pid;
  }

  /** The environment of its process. */
  get variables() {
    const { PATH, HOME } = process.env;
    return { PATH, HOME, DATA_DIR: this.dataDir, ...this.environment };
  }

  /** What it wrote on standard error, for the message of a failed test. */
  get log() {
    return this.#log.join("\n");
  }

  /** Starts the process; resolves once it says where it is. Restarted, it takes its old port. */
  async start() {
    const [program, ...args] = [...this.prefix, BINARY, "serve"];
    this.#process = spawn(program, args, {
      env: this.variables,
      cwd: this.dataDir,
      stdio: ["ignore", "pipe", "pipe"],
    });
    createInterface({ input: this.#process.stderr }).on("line", (line) => this.#log.push(line));
    const announced = this.#announcement();
    const died = once(this.#process, "exit").then(() => {
      throw new Error(`the server ended at its start:\n${this.log}`);
    });
    died.catch(() => {});
    this.url = await Promise.race([announced, died, timeout(START_MS, "the server's start")]);
    // One that only does jobs is nowhere.
    if (this.url === undefined) return;
    this.port = Number(new URL(this.url).port);
    this.environment.PORT = String(this.port);
  }

  async #announcement() {
    for await (const line of createInterface({ input: this.#process.stdout })) {
      const address = line.match(/https?:\/\/\S+/);
      if (address) return address[0];
      if (line === "CoDevLive does jobs") return undefined;
    }
    return new Promise(() => {});
  }

  /** Ends it at once, as a crash would. */
  kill() {
    return this.#end("SIGKILL");
  }

  /** Asks it to end, as an operator would. */
  terminate() {
    return this.#end("SIGTERM");
  }

  /** Stops it for a while, as a host does that is paused; `thaw` lets it go on. */
  freeze() {
    this.#process.kill("SIGSTOP");
  }

  thaw() {
    this.#process.kill("SIGCONT");
  }

  async #end(signal) {
    if (!this.#process || this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const gone = once(this.#process, "exit");
    this.#process.kill(signal);
    await gone;
  }
}

/** Rejects after a while: nothing in a test waits for ever. */
export function timeout(milliseconds, what) {
  return new Promise((_, reject) => {
    setTimeout(() => reject(new Error(`${what} took over ${milliseconds} ms`)), milliseconds).unref();
  });
}

/** Waits until `probe` gives something truthy, and gives that. */
export async function until(probe, what, milliseconds = 10_000) {
  const deadline = Date.now() + milliseconds;
  for (;;) {
    const value = await probe();
    if (value) return value;
    if (Date.now() > deadline) throw new Error(`${what}: not within ${milliseconds} ms`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
