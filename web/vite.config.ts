import { fileURLToPath } from "node:url";
import { lingui } from "@lingui/vite-plugin";
import babel from "@rolldown/plugin-babel";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { componentStyles } from "./build/component-styles.ts";
import { earlyScript } from "./build/early-script.ts";
import { excalidrawParts } from "./build/excalidraw-parts.ts";
import { firstLoadBudget } from "./build/first-load-budget.ts";
import { precompress } from "./build/precompress.ts";
import { texts } from "./build/texts.ts";

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
const monaco = (file: string) => path(`./node_modules/monaco-editor/esm/vs/${file}`);

/** Where the Rust server listens in development. */
const SERVER = "http://127.0.0.1:5000";

export default defineConfig({
  plugins: [
    react(),
    lingui({ failOnMissing: true, failOnCompileError: true }),
    babel({ presets: [texts] }),
    componentStyles(),
    earlyScript(),
    excalidrawParts(),
    firstLoadBudget(),
    precompress(),
  ],
  resolve: {
    alias: [
      { find: /^@\//, replacement: `${path("./src")}/` },
      // monaco-editor 0.57 closed its package to deep imports; its companions still make them. All of
      // them get the bare editor, so that a keymap does not drag every language into the room.
      { find: /^monaco-editor$/, replacement: monaco("editor.js") },
      {
        find: /^monaco-editor\/esm\/vs\/editor\/editor\.api(\.js)?$/,
        replacement: monaco("editor.js"),
      },
      { find: /^monaco-editor\/esm\/vs\/(.+?)(\.js)?$/, replacement: monaco("$1.js") },
      // The "browser" entry of monaco-vim is a UMD bundle; the module can be tree-shaken.
      { find: /^monaco-vim$/, replacement: path("./node_modules/monaco-vim/dist/index.mjs") },
    ],
  },
  worker: { format: "es" },
  build: {
    outDir: "dist",
    target: "es2022",
    // Monaco's own chunk is large on purpose; build/first-load-budget.ts watches what matters.
    chunkSizeWarningLimit: 5000,
  },
  server: {
    host: "127.0.0.1",
    proxy: { "/api": SERVER, "/socket.io": { target: SERVER, ws: true } },
  },
  test: {
    environment: "jsdom",
    globals: true,
    setupFiles: ["src/test/setup.ts"],
    css: false,
    // Loading React, Mantine and the rest anew for each file took four fifths of the time.
    isolate: false,
    // A bound for what hangs, generous enough for a machine that also builds the server.
    testTimeout: 30_000,
    restoreMocks: true,
  },
});
