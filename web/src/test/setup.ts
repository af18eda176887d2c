import "@testing-library/jest-dom/vitest";
import "fake-indexeddb/auto";
import { notifications } from "@mantine/notifications";
import { cleanup, configure } from "@testing-library/react";
import { afterEach } from "vitest";
import "@/texts/language";

// jsdom lacks what Mantine asks for; the answers are those of a light, wide screen.
window.matchMedia = (query: string) => ({
  matches: false,
  media: query,
  onchange: null,
  addEventListener: () => {},
  removeEventListener: () => {},
  addListener: () => {},
  removeListener: () => {},
  dispatchEvent: () => false,
});
class NoResizeObserver {
  observe() {}
  unobserve() {}
  disconnect() {}
}
window.ResizeObserver = NoResizeObserver;
// Text areas that grow measure themselves again when a font comes.
Object.defineProperty(document, "fonts", { value: new EventTarget(), configurable: true });
Element.prototype.scrollIntoView = () => {};
// A menu is hidden while its button is scrolled away. Without a layout each button would seem to be, as soon as
// that is worked out: a menu would be there for a moment, and gone for a test that came to it later.
HTMLButtonElement.prototype.getBoundingClientRect = () => new DOMRect(8, 8, 16, 16);
for (const side of ["clientWidth", "clientHeight"]) {
  Object.defineProperty(document.documentElement, side, { value: 1000, configurable: true });
}

// How long a test waits for what must come, on a machine that is busy with a build beside it.
configure({ asyncUtilTimeout: 10_000 });

afterEach(() => {
  cleanup();
  notifications.clean();
  localStorage.clear();
  sessionStorage.clear();
});
