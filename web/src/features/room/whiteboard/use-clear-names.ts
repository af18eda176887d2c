import { t } from "@lingui/core/macro";
import { type RefObject, useEffect } from "react";

/** What Excalidraw 0.18 tells those who listen, or speak to it, and should not: where, and what instead. */
const REMEDIES: [where: string, set: (element: Element) => void][] = [
  // Called something else than what is written on it.
  [".reset-zoom-button[aria-label]", (button) => button.removeAttribute("aria-label")],
  [
    ".color-picker-container:not([aria-label])",
    (dialog) => dialog.setAttribute("aria-label", t`Colour`),
  ],
  [
    ".FontPicker__container:not([aria-label])",
    (dialog) => dialog.setAttribute("aria-label", t`Font`),
  ],
  // Not a button itself: the button is inside.
  ["div[type='button'][aria-expanded]", (around) => around.removeAttribute("aria-expanded")],
];

/** Names Excalidraw's parts, whenever it draws them anew. */
export function useClearNames(place: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const node = place.current;
    if (!node) return;
    const clear = () => {
      for (const [where, set] of REMEDIES) {
        for (const element of node.querySelectorAll(where)) set(element);
      }
    };
    const drawn = new MutationObserver(clear);
    drawn.observe(node, { childList: true, subtree: true, attributeFilter: ["aria-expanded"] });
    clear();
    return () => drawn.disconnect();
  }, [place]);
}
