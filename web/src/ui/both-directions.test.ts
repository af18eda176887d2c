import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";

/** What names a side of the screen instead of one of the line; `1`: sides in a shorthand that differ. */
const IN_STYLES =
  /(?:^|[\s;{-])(?:left|right)\s*:|-(?:left|right)(?:-\w+)*\s*:|(?:text-align|float|clear)\s*:\s*(?:left|right)|\b(?:padding|margin|inset): [\w.-]+ ([\w.-]+) [\w.-]+ (?!\1;)[\w.-]+;/gm;

/** Mantine's props for the same. */
const IN_MARKUP =
  /\s(?:ml|mr|pl|pr)=|ta="(?:left|right)"|(?:margin|padding|border)(?:Left|Right)\b/g;

async function found(pattern: RegExp, extension: string): Promise<string[]> {
  const names = await readdir("src", { recursive: true });
  const files = names.filter((name) => name.endsWith(extension));
  const lines = await Promise.all(
    files.map(async (name) => {
      const text = await readFile(join("src", name), "utf8");
      return Array.from(text.matchAll(pattern), ([what]) => `${name}: ${what.trim()}`);
    }),
  );
  return lines.flat();
}

test("styles say where a line begins and ends, so that pages can be written from the right", async () => {
  expect(await found(IN_STYLES, ".css")).toEqual([]);
});

test("and so does what Mantine is told", async () => {
  expect(await found(IN_MARKUP, ".tsx")).toEqual([]);
});
