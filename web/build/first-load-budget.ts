import { gzipSync } from "node:zlib";
import type { Plugin, Rolldown } from "vite";

/** ux.md, detail 15: the first load of any page but the room, gzipped; of the lobby before it the scripts alone. */
const BUDGET_BYTES = 300_000;

/** The texts of languages other than English: at most one of them comes along, with the room also its own. */
const TEXTS = /\/src\/texts\/\w+\.po$/;
const ROOM_TEXTS = /\/src\/texts\/room\/\w+\.po$/;

/** The fonts that a page of plain Latin text may fetch: text, headings, code. */
const FIRST_FONTS =
  /(figtree-latin-wght|bricolage-grotesque-latin-700|jetbrains-mono-latin-400)-.*\.woff2$/;

/** What stands round pages. */
const LAYOUT = /\/src\/app\/[\w-]+-layout\.tsx$/;

/** Pages that no layout of src/app stands round. */
const STANDS_ALONE = /\/src\/features\/(auth|landing|room)\//;

type Bundle = Rolldown.OutputBundle;

function staticClosure(bundle: Bundle, start: Iterable<string>): Set<string> {
  const seen = new Set<string>();
  const queue = [...start];
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    if (seen.has(name)) continue;
    seen.add(name);
    const file = bundle[name];
    if (file?.type !== "chunk") continue;
    queue.push(...file.imports);
    for (const css of cssOf(file)) seen.add(css);
  }
  return seen;
}

function cssOf(chunk: Rolldown.OutputChunk): Iterable<string> {
  const meta = chunk as { viteMetadata?: { importedCss?: Set<string> } };
  return meta.viteMetadata?.importedCss ?? [];
}

function transferred(bundle: Bundle, name: string): number {
  const file = bundle[name];
  if (!file) return 0;
  const bytes = Buffer.from(file.type === "chunk" ? file.code : file.source);
  // Fonts are compressed already; everything else travels gzipped at the worst.
  return name.endsWith(".woff2") ? bytes.length : gzipSync(bytes, { level: 9 }).length;
}

function fileNames(bundle: Bundle, which: (chunk: Rolldown.OutputChunk) => boolean): string[] {
  return Object.values(bundle).flatMap((file) =>
    file.type === "chunk" && which(file) ? [file.fileName] : [],
  );
}

/** What the largest of such catalogues of texts adds. */
function largestTexts(bundle: Bundle, which: RegExp): number {
  const names = fileNames(bundle, (chunk) => which.test(chunk.facadeModuleId ?? ""));
  return Math.max(0, ...names.map((name) => transferred(bundle, name)));
}

/** Every page is one lazily loaded chunk of `src/features/<feature>/<name>-page.tsx`. */
function pagesOf(bundle: Bundle): Rolldown.OutputChunk[] {
  return Object.values(bundle).filter(
    (file): file is Rolldown.OutputChunk =>
      file.type === "chunk" && /-page\.tsx$/.test(file.facadeModuleId ?? ""),
  );
}

/**
 * Fails the build when the first load of a page is over budget, of the room what shows its lobby: the entry, the
 * layout round the page, its own chunk, all they import statically, their styles, the fonts, and the
 * texts of another language than English.
 */
export function firstLoadBudget(): Plugin {
  return {
    name: "first-load-budget",
    apply: "build",
    generateBundle(_options, bundle) {
      const entries = fileNames(bundle, (chunk) => chunk.isEntry);
      const layouts = fileNames(bundle, (chunk) => LAYOUT.test(chunk.facadeModuleId ?? ""));
      const fonts = Object.keys(bundle).filter((name) => FIRST_FONTS.test(name));
      const texts = largestTexts(bundle, TEXTS);
      const roomTexts = largestTexts(bundle, ROOM_TEXTS);
      for (const page of pagesOf(bundle)) {
        const around = STANDS_ALONE.test(page.facadeModuleId ?? "") ? [] : layouts;
        const start = [...entries, ...around, page.fileName];
        const isRoom = page.facadeModuleId?.includes("/features/room/");
        const all = [...staticClosure(bundle, start), ...fonts];
        const files = isRoom ? all.filter((name) => name.endsWith(".js")) : all;
        const spoken = isRoom ? texts + roomTexts : texts;
        const bytes = files.reduce((sum, name) => sum + transferred(bundle, name), spoken);
        const what = isRoom ? "scripts of the lobby" : `first load of ${page.name}`;
        const report = `${what}: ${Math.round(bytes / 1000)} kB gzipped`;
        if (bytes > BUDGET_BYTES) this.error(`${report}, over ${BUDGET_BYTES / 1000} kB`);
        this.info(report);
      }
    },
  };
}
