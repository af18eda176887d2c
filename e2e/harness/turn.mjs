// TURN servers: what opens a relay there, and what does not.

import { execFile } from "node:child_process";
import { createHmac } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { ROOT, temporaryFolder, until } from "./server.mjs";

const CLIENT = fileURLToPath(new URL("turn-client.mjs", import.meta.url));

const START_MS = 10_000;

/** For `skip`: false where there is coturn. */
export const noCoturn = promisify(execFile)("turnserver", ["--version"]).then(
  () => false,
  () => "SKIPPED: THERE IS NO turnserver ON PATH (Debian: coturn)",
);

/** coturn in a network, with the options that are shipped for it. */
export async function startCoturn(t, network, secret) {
  const [host, port] = [network.address, 3478];
  const shipped = await readFile(path.join(ROOT, "deploy/compose.nodes.yaml"), "utf8");
  const values = { TURN_SECRET: secret, TURN_HOST: host };
  const options = [...shipped.matchAll(/^ +- (--.+)$/gm)].map(([, option]) =>
    option.replace(/\$\{(\w+):[^}]*\}/, (_, name) => values[name]),
  );
  const folder = await temporaryFolder(t);
  const files = ["pidfile", "userdb"].map((file) => `--${file}=${path.join(folder, file)}`);
  const ours = [`--listening-ip=${host}`, "--log-file=stdout", ...files];
  const ended = network.keep(t, ["turnserver", ...options, ...ours]);
  const turn = { host, port, prefix: network.prefix };
  const answers = () => permissionsFor(turn, credentialsFor(secret, 60), []).then(({ opened }) => opened === 0, () => false);
  await Promise.race([until(answers, "coturn opens a relay", START_MS), ended]);
  return turn;
}

/** Credentials that end in so many seconds, as the server makes them of a secret. */
export function credentialsFor(secret, seconds, user = "somebody") {
  const username = `${Math.floor(Date.now() / 1000) + seconds}:${user}`;
  return { username, credential: createHmac("sha1", secret).update(username).digest("base64") };
}

/** What a browser finds with these at a TURN server: how many relays, and which errors. */
export function relaysFor(page, urls, credentials) {
  return page.evaluate(
    async (server) => {
      const connection = new RTCPeerConnection({ iceServers: [server], iceTransportPolicy: "relay" });
      const found = { relays: 0, errors: [] };
      const searched = new Promise((resolve) => {
        connection.onicecandidate = ({ candidate }) => {
          if (candidate === null) resolve();
          else if (candidate.type === "relay") found.relays += 1;
        };
      });
      connection.onicecandidateerror = ({ errorCode }) => found.errors.push(errorCode);
      connection.createDataChannel("test");
      await connection.setLocalDescription();
      await searched;
      connection.close();
      return found;
    },
    { urls, ...credentials },
  );
}

/**
 * Which error a relay gives that is asked to talk to each of these peers, and first the one of opening it; 0 is
 * none. `prefix` runs the client in a network.
 */
export async function permissionsFor({ host, port, prefix = [] }, credentials, peers) {
  const [program, ...args] = [...prefix, process.execPath, CLIENT];
  const asked = JSON.stringify({ host, port, ...credentials, peers });
  const { stdout } = await promisify(execFile)(program, [...args, asked]);
  return JSON.parse(stdout);
}
