// Debian's Chromium, and people who look at its pages.

import { chromium } from "playwright-core";
import { Cable } from "./cable.mjs";

const EXECUTABLE = process.env.CHROMIUM_BIN ?? "/usr/bin/chromium";
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const WAIT_MS = 15_000;

/** A browser that is closed when the test ends; `flags` are more of them. It may run in a network of its own. */
export async function openBrowser(t, { flags = [], network } = {}) {
  const executablePath = network ? await network.command(t, EXECUTABLE) : EXECUTABLE;
  const browser = await chromium.launch({ executablePath, args: [...FLAGS, ...flags] });
  t.after(() => browser.close());
  return browser;
}

/**
 * Someone with a browser profile and a network cable of their own, or none where they reach the server `at` a URL by
 * themselves. Their system speaks English unless `locale` is another; `initScript`, one or several, runs first in
 * their pages.
 */
export async function visitor(t, browser, server, options = {}) {
  const { width = 1440, height = 900, colorScheme = "light", hasTouch = false, locale = "en-US" } = options;
  const { initScript, at, permissions = [] } = options;
  const cable = at ? null : new Cable(server.entrance());
  await cable?.plugIn();
  const context = await browser.newContext({
    baseURL: at ?? cable.url,
    viewport: { width, height },
    colorScheme,
    hasTouch,
    locale,
    permissions: ["clipboard-read", "clipboard-write", ...permissions],
  });
  context.setDefaultTimeout(WAIT_MS);
  for (const script of [initScript ?? []].flat()) await context.addInitScript(script);
  const page = await context.newPage();
  const visitor = { cable, context, page, frames: recordFrames(page), problems: recordProblems(page) };
  t.after(async () => {
    await context.close();
    await cable?.pull().catch(() => {});
  });
  return visitor;
}

/** Every WebSocket frame and HTTP body a page received, as text. */
function recordFrames(page) {
  const frames = [];
  page.on("websocket", (socket) => {
    socket.on("framereceived", ({ payload }) => frames.push(Buffer.from(payload).toString("latin1")));
  });
  page.on("response", async (response) => {
    if (response.url().includes("/api/") || response.url().includes("/socket.io/")) {
      frames.push(await response.text().catch(() => ""));
    }
  });
  return frames;
}

/** Script errors and refusals by the content security policy. */
function recordProblems(page) {
  const problems = [];
  page.on("pageerror", (error) => problems.push(String(error)));
  page.on("console", (message) => {
    if (/Content Security Policy/.test(message.text())) problems.push(message.text());
  });
  return problems;
}
