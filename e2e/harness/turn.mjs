// TURN servers: what opens a relay there, and what does not.

import { execFile } from "node:child_process";
import { createHmac } from "node:crypto";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const CLIENT = fileURLToPath(new URL("turn-client.mjs", import.meta.url));

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
