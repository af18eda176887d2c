// Runs before the first paint, so that a dark room never flashes white and no page turns round under the eyes.
// A classic script in a file of its own: the content security policy allows no inline script, and a module would
// run too late.
(() => {
  /** What was chosen in this browser, or null. */
  const chosen = (key) => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null; // Storage is blocked: follow the system.
    }
  };
  const root = document.documentElement;

  // The key is Mantine's own; see the colour scheme manager in src/app/providers.tsx.
  const scheme = chosen("codevlive-color-scheme");
  const dark =
    scheme === "dark" || (scheme !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  root.setAttribute("data-mantine-color-scheme", dark ? "dark" : "light");

  // The languages of src/texts/languages.ts, and which way each is written.
  const directions = { en: "ltr", de: "ltr" };
  const wanted = [chosen("codevlive-language"), ...navigator.languages].map(
    (tag) => tag?.toLowerCase().split("-")[0],
  );
  const language = wanted.find((tag) => Object.hasOwn(directions, tag)) ?? "en";
  root.lang = language;
  root.dir = directions[language];
})();
