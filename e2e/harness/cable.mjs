// The network cable of a person or a node: a TCP relay on a loopback address of its own (so that a page's
// origin is still ours), which can be pulled and plugged in again, cut for a moment, or made to swallow all.

import { once } from "node:events";
import net from "node:net";

let lastHost = 1;

export class Cable {
  #relay;
  /** Which socket's bytes go to which. */
  #sockets = new Map();
  #swallows = false;

  constructor(server) {
    lastHost += 1;
    this.server = server;
    this.host = `127.0.0.${lastHost}`;
  }

  get url() {
    return `http://${this.host}:${this.server.port}`;
  }

  async plugIn() {
    this.#relay = net.createServer((near) => this.#join(near));
    this.#relay.listen(this.server.port, this.host);
    await once(this.#relay, "listening");
  }

  /** From now on nothing passes, and what was open is gone. */
  async pull() {
    const closed = once(this.#relay, "close");
    this.#relay.close();
    for (const socket of this.#sockets.keys()) socket.destroy();
    await closed;
  }

  /** Resets what is open; a new connection gets through. */
  reset() {
    for (const socket of this.#sockets.keys()) socket.resetAndDestroy();
  }

  /** From now on nothing passes, and nobody is told: as where packets are dropped. */
  swallow() {
    this.#swallows = true;
    for (const from of this.#sockets.keys()) {
      from.unpipe();
      from.pause();
    }
  }

  /** All passes again, also what was sent meanwhile: TCP sends it again and again. */
  heal() {
    this.#swallows = false;
    for (const [from, to] of this.#sockets) from.pipe(to);
  }

  #join(near) {
    const far = net.connect(this.server.port, "127.0.0.1");
    for (const [from, to] of [
      [near, far],
      [far, near],
    ]) {
      this.#sockets.set(from, to);
      if (!this.#swallows) from.pipe(to);
      from.on("error", () => to.destroy());
      from.on("close", () => {
        this.#sockets.delete(from);
        to.destroy();
      });
    }
  }
}
