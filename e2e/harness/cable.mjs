// A person's network cable: a TCP relay on a loopback address of its own (so that the page's origin is
// still ours), which can be pulled and plugged in again.

import { once } from "node:events";
import net from "node:net";

let lastHost = 1;

export class Cable {
  #relay;
  #sockets = new Set();

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
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  #join(near) {
    const far = net.connect(this.server.port, "127.0.0.1");
    for (const [from, to] of [
      [near, far],
      [far, near],
    ]) {
      this.#sockets.add(from);
      from.pipe(to);
      from.on("error", () => to.destroy());
      from.on("close", () => {
        this.#sockets.delete(from);
        to.destroy();
      });
    }
  }
}
