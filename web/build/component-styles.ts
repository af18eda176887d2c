import type { Plugin } from "vite";

/** Imported once by src/main.tsx; what stands behind it depends on how the app is built. */
const VIRTUAL = "virtual:component-styles";
const RESOLVED = `\0${VIRTUAL}`;

const EVERYTHING = [
  "@mantine/core/styles.layer.css",
  "@mantine/notifications/styles.layer.css",
  "@mantine/spotlight/styles.layer.css",
];

const FOUNDATION = ["baseline", "default-css-variables", "global"].map(
  (name) => `@mantine/core/styles/${name}.layer.css`,
);

/** The map of class names that each Mantine component has beside it. */
const CLASS_MAP = /\/@mantine\/(core|notifications|spotlight)\/esm\/(?:.*\/)?(\w+)\.module\.mjs$/;

const imports = (files: string[]) => files.map((file) => `import "${file}";`).join("\n");

/**
 * Gives each Mantine component its own stylesheet, so that a page loads the styles of the components
 * that it uses: a component's map of class names pulls in the rules for them. They lie in the layer
 * `mantine`, below our own, so their order among ours does not matter. The development server, which
 * bundles dependencies ahead, gets all styles at once.
 */
export function componentStyles(): Plugin {
  let serving = false;
  return {
    name: "component-styles",
    enforce: "pre",
    configResolved: (config) => {
      serving = config.command === "serve";
    },
    resolveId: (id) => (id === VIRTUAL ? RESOLVED : null),
    load: (id) => (id === RESOLVED ? imports(serving ? EVERYTHING : FOUNDATION) : null),
    transform(code, id) {
      const [, family, component] = CLASS_MAP.exec(id) ?? [];
      if (serving || !family) return null;
      const file = family === "core" ? `styles/${component}.layer.css` : "styles.layer.css";
      return { code: `${code}\n${imports([`@mantine/${family}/${file}`])}`, map: null };
    },
  };
}
