// Ports and processes of other programs that a test needs: databases, Redis, proxies.

import { spawn } from "node:child_process";
import { once } from "node:events";
import net from "node:net";
import { until } from "./server.mjs";

const LISTEN_MS = 30_000;

/** A port of 127.0.0.1 that is free now. */
export async function freePort() {
  const server = net.createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

function listens(port) {
  return new Promise((resolve) => {
    const socket = net.connect(port, "127.0.0.1");
    socket.once("connect", () => resolve(true));
    socket.once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
}

/** A program that listens on a port, and can be killed, frozen and started again. */
export class Daemon {
  #process;

  /** `command` gives the program and its arguments, for a port. */
  constructor(port, command, environment = {}) {
    Object.assign(this, { port, command, environment });
  }

  /** Starts it; resolves once it listens. */
  async start() {
    const [program, ...args] = this.command;
    const env = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin`, ...this.environment };
    const daemon = spawn(program, args, { env, stdio: ["ignore", "pipe", "pipe"] });
    this.#process = daemon;
    let said = "";
    const hear = (data) => {
      said = (said + data).slice(-4_000);
    };
    for (const stream of [daemon.stdout, daemon.stderr]) stream.on("data", hear);
    // A program that is not there.
    daemon.on("error", hear);
    await until(async () => {
      if (daemon.pid === undefined || daemon.exitCode !== null) throw new Error(`${program} ended at its start:\n${said}`);
      return listens(this.port);
    }, `${program} listens`, LISTEN_MS);
  }

  async kill(signal = "SIGKILL") {
    if (!this.#process || this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const gone = once(this.#process, "exit");
    this.#process.kill(signal);
    await gone;
  }

  freeze() {
    this.#process.kill("SIGSTOP");
  }

  thaw() {
    this.#process.kill("SIGCONT");
  }
}
