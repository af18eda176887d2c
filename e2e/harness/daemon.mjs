// Another program that a test needs, such as a proxy: started on a free port, stopped with the test.

import { spawn } from "node:child_process";
import { once } from "node:events";
import net from "node:net";
import { until } from "./server.mjs";

const START_MS = 10_000;

export class Daemon {
  #process;
  #output = [];

  constructor(program, args, options) {
    const { PATH } = process.env;
    this.program = program;
    this.#process = spawn(program, args.map(String), {
      stdio: ["ignore", "pipe", "pipe"],
      ...options,
      env: { PATH: `${PATH}:/usr/sbin`, ...options.env },
    });
    for (const stream of [this.#process.stdout, this.#process.stderr]) {
      stream.on("data", (text) => this.#output.push(text));
    }
    // A program that is not there: `listens` says so.
    this.#process.on("error", (error) => this.#output.push(String(error)));
  }

  /** Waits until somebody listens on that port of loopback. */
  async listens(port) {
    const reached = async () => {
      if (this.#process.pid === undefined || this.#process.exitCode !== null) {
        throw new Error(`${this.program} ended at its start:\n${this.#output.join("")}`);
      }
      return reachable(port);
    };
    await until(reached, `${this.program} listens on ${port}`, START_MS);
  }

  async stop() {
    if (this.#process.pid === undefined || this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const gone = once(this.#process, "exit");
    this.#process.kill("SIGTERM");
    await gone;
  }
}

function reachable(port) {
  return new Promise((resolve) => {
    const socket = net.connect(port, "127.0.0.1");
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}
