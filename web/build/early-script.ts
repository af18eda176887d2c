import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Plugin } from "vite";

const SOURCE = "src/early/color-scheme.js";

/**
 * Puts `src/early/color-scheme.js` into the head as a blocking, hashed, external script.
 * Vite itself only offers modules (which run after the first paint) or inline code (which the
 * content security policy refuses).
 */
export function earlyScript(): Plugin {
  let root = ".";
  let serving = false;
  let reference = "";
  return {
    name: "early-script",
    configResolved: (config) => {
      root = config.root;
      serving = config.command === "serve";
    },
    async buildStart() {
      if (serving) return;
      const source = await readFile(join(root, SOURCE), "utf8");
      reference = this.emitFile({ type: "asset", name: "color-scheme.js", source });
    },
    transformIndexHtml: {
      order: "post",
      handler(html, context) {
        const src = serving ? `/${SOURCE}` : assetUrl(context.bundle ?? {});
        return {
          html,
          tags: [{ tag: "script", attrs: { src }, injectTo: "head-prepend" as const }],
        };
      },
    },
  };

  function assetUrl(bundle: Record<string, { type: string; fileName: string }>): string {
    const asset = Object.values(bundle).find((file) => file.fileName.includes("color-scheme"));
    if (!asset) throw new Error(`${SOURCE} was not emitted (${reference})`);
    return `/${asset.fileName}`;
  }
}
