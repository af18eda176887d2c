// Two networks with a wire between them, each with an address and a loopback of its own. They need no root where user
// namespaces are allowed, and are gone with the processes that keep them.

import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { startServer, temporaryFolder, timeout } from "./server.mjs";

const START_MS = 5_000;
const RELAY = fileURLToPath(new URL("relay.mjs", import.meta.url));
const environment = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/sbin` };

/** Starts what stays until the test ends; `ended` rejects, with what it said, if it ends before. */
function start(t, [program, ...args]) {
  const kept = spawn(program, args, { env: environment, stdio: ["pipe", "pipe", "pipe"] });
  const gone = once(kept, "exit");
  t.after(async () => {
    kept.kill("SIGKILL");
    await gone;
  });
  let said = "";
  for (const stream of [kept.stdout, kept.stderr]) {
    stream.on("data", (data) => {
      said = (said + data).slice(-4_000);
    });
  }
  const ended = gone.then(() => {
    throw new Error(`${program} ended: ${said}`);
  });
  ended.catch(() => {});
  return { kept, ended };
}

/** Starts what says a line on standard output once it is there, and waits for that. */
async function startAndHear(t, what, command) {
  const { kept, ended } = start(t, command);
  await Promise.race([once(kept.stdout, "data"), ended, timeout(START_MS, what)]);
  return kept;
}

class Network {
  /** Its keeper is a process in it. */
  constructor(keeper, address) {
    this.address = address;
    /** What runs a command in it. */
    this.prefix = ["nsenter", "--target", `${keeper.pid}`, "--user", "--net", "--preserve-credentials"];
    this.pid = keeper.pid;
  }

  async run(...command) {
    const [program, ...args] = [...this.prefix, ...command];
    const { stdout } = await promisify(execFile)(program, args, { env: environment });
    return stdout;
  }

  /** A command of one word that runs `program` in it, for who takes no more. */
  async command(t, program) {
    const file = path.join(await temporaryFolder(t), path.basename(program));
    await writeFile(file, `#!/bin/sh\nexec ${this.prefix.join(" ")} ${program} "$@"\n`);
    await chmod(file, 0o755);
    return file;
  }

  /** What connects to its `from` is led to `to`, over TCP; both are of the form `address:port`. */
  relay(t, from, to) {
    return startAndHear(t, `the way from ${from} to ${to}`, [...this.prefix, process.execPath, RELAY, from, to]);
  }

  /** Runs a program in it until the test ends; rejects if that ends before. */
  keep(t, command) {
    return start(t, [...this.prefix, ...command]).ended;
  }

  /** From now on it drops each UDP packet in both directions; what goes over TCP passes. */
  async blockUdp() {
    for (const chain of ["INPUT", "OUTPUT"]) await this.run("iptables", "-A", chain, "-p", "udp", "-j", "DROP");
  }

  /** UDP passes again; gives how many packets were dropped. */
  async unblockUdp() {
    const rules = await Promise.all(["INPUT", "OUTPUT"].map((chain) => this.run("iptables", "-nvxL", chain)));
    await this.run("iptables", "-F");
    const dropped = rules.flatMap((text) => [...text.matchAll(/^\s*(\d+)\s+\d+\s+DROP/gm)]);
    return dropped.reduce((sum, [, packets]) => sum + Number(packets), 0);
  }
}

/** For `skip`: false where networks can be made. */
export const noNetworks = promisify(execFile)("unshare", ["--user", "--map-root-user", "--net", "true"]).then(
  () => false,
  (error) => `SKIPPED: NO NETWORK NAMESPACES CAN BE MADE HERE: ${error.message}`,
);

/** Two of them, with addresses of the internet that are nobody's (RFC 5737); what runs in one reaches the address of the other. */
export async function twoNetworks(t) {
  const net = ["--net", "sh", "-c", "ip link set lo up && echo up && exec cat"];
  const near = new Network(await startAndHear(t, "a network", ["unshare", "--user", "--map-root-user", ...net]), "198.51.100.1");
  const far = new Network(await startAndHear(t, "a second network", [...near.prefix, "unshare", ...net]), "198.51.100.2");
  await near.run("ip", "link", "add", "wire", "type", "veth", "peer", "name", "wire", "netns", `${far.pid}`);
  for (const network of [near, far]) {
    // No IPv6: such an address is there a second or two after the wire, and to Chromium it is another network, on which
    // it gives up what it is just loading.
    await network.run("ip", "link", "set", "wire", "addrgenmode", "none");
    await network.run("ip", "address", "add", `${network.address}/24`, "dev", "wire");
    await network.run("ip", "link", "set", "wire", "up");
  }
  return [near, far];
}

/**
 * A server in the first of two networks, which people in both reach under the same URL, on their loopback: a page from
 * elsewhere may use no devices without TLS.
 */
export async function serverBetween(t, [near, far], environment = {}) {
  const server = await startServer(t, { environment, prefix: near.prefix });
  const inside = `127.0.0.1:${server.port}`;
  const between = `${near.address}:${server.port}`;
  await near.relay(t, between, inside);
  await far.relay(t, inside, between);
  return server;
}
