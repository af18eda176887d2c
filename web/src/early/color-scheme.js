// Runs before the first paint, so that a dark room never flashes white. A classic script in a file of
// its own: the content security policy allows no inline script, and a module would run too late.
// The key is Mantine's own; see the colour scheme manager in src/app/providers.tsx.
(() => {
  let chosen = "auto";
  try {
    chosen = localStorage.getItem("codevlive-color-scheme") ?? "auto";
  } catch {
    // Storage is blocked: follow the system.
  }
  const dark =
    chosen === "dark" || (chosen !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.setAttribute("data-mantine-color-scheme", dark ? "dark" : "light");
})();
