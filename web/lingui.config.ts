import { defineConfig } from "@lingui/cli";
import { formatter } from "@lingui/format-po";

/** One catalogue for a language, in src/texts, and one for the room; English is the source and stands in the code. */
export default defineConfig({
  sourceLocale: "en",
  locales: ["en", "de"],
  catalogs: [
    {
      path: "<rootDir>/src/texts/{locale}",
      include: ["src"],
      exclude: ["**/*.test.*", "src/test", "src/features/room/**"],
    },
    {
      path: "<rootDir>/src/texts/room/{locale}",
      include: ["src/features/room"],
      exclude: ["**/*.test.*"],
    },
  ],
  format: formatter({ origins: false }),
  orderBy: "message",
});
