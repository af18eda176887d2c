import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Plugin } from "vite";

const NAME = "first-paint.js";
const SOURCE = `src/early/${NAME}`;

/**
 * Puts `src/early/first-paint.js` into the head as a blocking, hashed, external script.
 * Vite itself only offers modules (which run after the first paint) or inline code (which the
 * content security policy refuses).
 */
export function earlyScript(): Plugin {
  let root = ".";
  let serving = false;
  return {
    name: "early-script",
    configResolved: (config) => {
      root = config.root;
      serving = config.command === "serve";
    },
    async buildStart() {
      if (serving) return;
      const source = await readFile(join(root, SOURCE), "utf8");
      this.emitFile({ type: "asset", name: NAME, source });
    },
    transformIndexHtml: {
      order: "post",
      handler(html, context) {
        const src = serving ? `/${SOURCE}` : assetUrl(context.bundle ?? {});
        // It stands before the page's own word on referrers, and an address may hold a token.
        const attrs = { src, referrerpolicy: "no-referrer" };
        return { html, tags: [{ tag: "script", attrs, injectTo: "head-prepend" as const }] };
      },
    },
  };

  function assetUrl(
    bundle: Record<string, { type: string; fileName: string; names?: string[] }>,
  ): string {
    const asset = Object.values(bundle).find(
      (file) => file.type === "asset" && file.names?.includes(NAME),
    );
    if (!asset) throw new Error(`${SOURCE} was not emitted`);
    return `/${asset.fileName}`;
  }
}
