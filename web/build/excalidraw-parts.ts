import { readdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Plugin } from "vite";

const PACKAGE = "node_modules/@excalidraw/excalidraw";

/** Its version, in the fonts' address: they are cached for ever, and not all have a hash in their names. */
const { version } = createRequire(import.meta.url)(`../${PACKAGE}/package.json`) as {
  version: string;
};

/** Where the fonts of drawings are in what is built. */
const BUILT = `assets/excalidraw-${version}`;

/** Fonts that are not built: Xiaolai (Chinese by hand) has 13 MB, Assistant comes with the styles. */
const NOT_COPIED = new Set(["Xiaolai", "Assistant"]);

/**
 * What no whiteboard of ours offers: pictures, Mermaid, other languages than the app's (whiteboard.tsx has
 * their names), and fonts made smaller by WebAssembly (which the content security policy refuses) for a copy as SVG.
 */
const LEFT_OUT =
  /^(\.\/locales\/(?!de-DE)|pica$|image-blob-reduce$|@excalidraw\/mermaid-to-excalidraw$|\.\/subset-worker)/;
const SUBSET = "./subset-shared.chunk.js";
const NOTHING = "\0excalidraw-left-out";
const WHOLE_FONTS = "\0excalidraw-whole-fonts";

/** In the place of the glyphs that a copy as SVG needs: all of the font. */
const WHOLE_FONT = `export async function subsetToBase64(buffer) {
  const bytes = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte));
  return "data:font/woff2;base64," + btoa(bytes.join(""));
}`;

/** Its fall-back to a CDN, for fonts that are not there. */
const FROM_CDN = /\w+\.push\(new URL\(\w+,\w+\.ASSETS_FALLBACK_URL\)\),/;
const XIAOLAI = /"\.\/fonts\/Xiaolai\/[^"]+"/g;

const ofExcalidraw = (id = "") => id.includes(`/${PACKAGE}/dist/`);

/** Takes the fonts that are not here out of Excalidraw: their glyphs then come from the system's. */
function withoutForeignFonts(code: string): string {
  if (!code.includes("ASSETS_FALLBACK_URL")) return code;
  if (!FROM_CDN.test(code) || !XIAOLAI.test(code)) {
    throw new Error("Excalidraw finds its fonts another way now: see build/excalidraw-parts.ts");
  }
  return code.replace(FROM_CDN, "").replaceAll(XIAOLAI, '"local:"');
}

/**
 * Makes of Excalidraw what a whiteboard needs and the content security policy allows: fonts from this
 * server alone, and nothing that is never shown. Tells the app by `import.meta.env.EXCALIDRAW_ASSETS`
 * where the fonts are.
 */
export function excalidrawParts(): Plugin {
  let root = ".";
  return {
    name: "excalidraw-parts",
    enforce: "pre",
    config: (_config, { command }) => {
      const assets = command === "serve" ? `/${PACKAGE}/dist/prod/` : `/${BUILT}/`;
      return { define: { "import.meta.env.EXCALIDRAW_ASSETS": JSON.stringify(assets) } };
    },
    configResolved: (config) => {
      root = config.root;
    },
    resolveId(source, importer) {
      if (!ofExcalidraw(importer)) return null;
      if (source === SUBSET) return WHOLE_FONTS;
      return LEFT_OUT.test(source) ? NOTHING : null;
    },
    load: (id) => {
      if (id === WHOLE_FONTS) return WHOLE_FONT;
      return id === NOTHING ? "export default undefined;" : null;
    },
    transform: (code, id) =>
      ofExcalidraw(id) && id.endsWith(".js") && id.includes("/prod/")
        ? { code: withoutForeignFonts(code), map: null }
        : null,
    async generateBundle() {
      const fonts = join(root, PACKAGE, "dist/prod/fonts");
      for (const family of await readdir(fonts)) {
        if (NOT_COPIED.has(family)) continue;
        for (const name of await readdir(join(fonts, family))) {
          const source = await readFile(join(fonts, family, name));
          this.emitFile({
            type: "asset",
            fileName: `${BUILT}/fonts/${family}/${name}`,
            source,
          });
        }
      }
    },
  };
}
