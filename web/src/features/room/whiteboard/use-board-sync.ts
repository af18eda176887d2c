import type { ExcalidrawImperativeAPI } from "@excalidraw/excalidraw/types";
import { type RefObject, useLayoutEffect, useRef } from "react";
import { elementsOf, type Replica } from "@/live/pad/replica";
import { BoardSync } from "./board-sync";
import { excalidrawScene } from "./excalidraw-scene";

/** Keeps the drawing and the pad equal; answers what has to hear of each change on this screen. */
export function useBoardSync(
  api: ExcalidrawImperativeAPI | null,
  replica: Replica,
  readOnly: boolean,
): RefObject<BoardSync | null> {
  const current = useRef<BoardSync | null>(null);
  // Not a plain effect: that ends when Excalidraw has emptied its scene, and what was drawn last is lost.
  useLayoutEffect(() => {
    if (!api) return;
    const scene = excalidrawScene(api);
    const sync = new BoardSync(elementsOf(replica), scene, replica.origin, !readOnly);
    current.current = sync;
    // Undo must not bring back, or take away, what stood in another replica.
    api.history.clear();
    const leaving = () => sync.flush();
    window.addEventListener("pagehide", leaving, { capture: true });
    window.addEventListener("beforeunload", leaving, { capture: true });
    return () => {
      window.removeEventListener("pagehide", leaving, { capture: true });
      window.removeEventListener("beforeunload", leaving, { capture: true });
      current.current = null;
      sync.destroy();
    };
  }, [api, replica, readOnly]);
  return current;
}
