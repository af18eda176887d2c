// Firebase's Auth emulator, and what stands in for Google's script that its SDK loads.

import { spawn } from "node:child_process";
import { once } from "node:events";
import net from "node:net";
import path from "node:path";
import { createInterface } from "node:readline";
import { ROOT, timeout } from "./server.mjs";

/** The emulator takes no other project's tokens for its own. */
export const PROJECT = "demo-codevlive";
/** It loads some 400 packages, which takes a slow machine its time. */
const START_MS = 120_000;

/** Starts the emulator; it is stopped when the test ends. Answers its `host:port`. */
export async function startEmulator(t) {
  const port = await freePort();
  const program = path.join(ROOT, "e2e/firebase/start.cjs");
  const emulator = spawn(process.execPath, [program, String(port), PROJECT], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  t.after(async () => {
    if (emulator.exitCode !== null || emulator.signalCode !== null) return;
    const gone = once(emulator, "exit");
    emulator.kill("SIGKILL");
    await gone;
  });
  const died = once(emulator, "exit").then(() => {
    throw new Error("the Auth emulator ended at its start");
  });
  died.catch(() => {});
  const [line] = await Promise.race([
    once(createInterface({ input: emulator.stdout }), "line"),
    died,
    timeout(START_MS, "the Auth emulator's start"),
  ]);
  return new URL(line).host;
}

/** The settings of a server whose people sign in through it. */
export function emulatorSettings(host) {
  return {
    FIREBASE_PROJECT_ID: PROJECT,
    FIREBASE_API_KEY: "any-key",
    FIREBASE_AUTH_EMULATOR_HOST: host,
  };
}

async function freePort() {
  const listener = net.createServer().listen(0, "127.0.0.1");
  await once(listener, "listening");
  const { port } = listener.address();
  listener.close();
  await once(listener, "close");
  return port;
}

/**
 * Answers, in all pages of a browser profile, what they would fetch from elsewhere: Google's loader of iframes by
 * `gapi`, and the styles of the emulator's pages by nothing.
 */
export async function standInForGoogle(context) {
  await context.route(
    (url) => !["127.0.0.1", "localhost"].includes(url.hostname),
    (route) => route.abort(),
  );
  await context.route("https://apis.google.com/js/api.js*", (route) =>
    route.fulfill({ contentType: "text/javascript", body: `(${gapi})();` }),
  );
}

/**
 * As much of Google's `gapi.iframes` as the SDK and the emulator use: a page opens an iframe, and both send each
 * other messages by name, each with an answer. Runs in the browser.
 */
function gapi() {
  const peer = (other) => {
    const handlers = new Map();
    const waiting = new Map();
    let count = 0;
    const early = [];
    const handle = async ({ source, data }) => {
      const { name, id, body } = data.gapi;
      const handler = name === "ping" ? () => "pong" : handlers.get(name);
      source.postMessage({ gapi: { id, body: await handler(body), answer: true } }, "*");
    };
    const takeAnswer = ({ id, body }) => {
      const answered = waiting.get(id);
      waiting.delete(id);
      try {
        answered?.([body]);
      } catch {
        // As Google's does: the SDK's callback for `webStorageSupport` always throws in the end.
      }
    };
    window.addEventListener("message", (event) => {
      if (event.source !== other() || !event.data?.gapi) return;
      const { name, answer } = event.data.gapi;
      if (answer) takeAnswer(event.data.gapi);
      else if (name === "ping" || handlers.has(name)) handle(event);
      else early.push(event);
    });
    return {
      // What came before somebody listens for it waits: so does the result of a sign-in without a window.
      register(name, handler) {
        handlers.set(name, handler);
        for (const event of early.splice(0)) {
          if (event.data.gapi.name === name) handle(event);
          else early.push(event);
        }
      },
      send(name, body, answered) {
        count += 1;
        waiting.set(count, answered ?? (() => {}));
        other().postMessage({ gapi: { name, id: count, body } }, "*");
      },
      restyle: () => Promise.resolve(),
      async ping(answered) {
        const answers = await new Promise((resolve) => this.send("ping", null, resolve));
        answered(answers);
        return answers;
      },
    };
  };
  const context = {
    getParentIframe: () => peer(() => window.parent),
    open({ where, url, attributes }, ready) {
      const iframe = document.createElement("iframe");
      iframe.src = url;
      Object.assign(iframe.style, attributes.style);
      const child = peer(() => iframe.contentWindow);
      return new Promise((resolve, reject) => {
        iframe.addEventListener("load", () => ready(child).then(resolve, reject));
        where.append(iframe);
      });
    },
  };
  window.gapi = {
    load: (_name, { callback }) => callback(),
    iframes: { getContext: () => context, CROSS_ORIGIN_IFRAMES_FILTER: null, Iframe: Object },
  };
  // The SDK names its callback in the address; the emulator's page has one of a fixed name.
  const { searchParams } = new URL(document.currentScript.src);
  window[searchParams.get("onload") ?? "gapi_onload"]();
}
