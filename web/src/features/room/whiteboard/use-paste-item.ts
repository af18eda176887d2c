import type { ExcalidrawImperativeAPI } from "@excalidraw/excalidraw/types";
import { type RefObject, useEffect } from "react";
import { firePaste } from "../editor/paste-into";
import { readClipboard } from "../editor/read-clipboard";

/** How Excalidraw marks the entry of its menu. */
const PASTE = '.context-menu [data-testid="paste"]';

type Api = Pick<ExcalidrawImperativeAPI, "updateScene">;

/** Excalidraw's own action, in its menu, reads the clipboard past everyone; this goes the way of Ctrl+V. */
export function usePasteItem(place: RefObject<HTMLElement | null>, api: Api | null): void {
  useEffect(() => {
    const node = place.current;
    const paste = async () => {
      api?.updateScene({ appState: { contextMenu: null } });
      const text = await readClipboard();
      const board = node?.querySelector<HTMLElement>(".excalidraw");
      if (!board || !text) return;
      // Excalidraw takes what is pasted while it has the focus; the menu had it, and is gone.
      board.focus();
      firePaste(board, text);
    };
    const clicked = (event: MouseEvent) => {
      if (!(event.target instanceof Element && event.target.closest(PASTE))) return;
      event.stopPropagation();
      void paste();
    };
    node?.addEventListener("click", clicked, { capture: true });
    return () => node?.removeEventListener("click", clicked, { capture: true });
  }, [place, api]);
}
