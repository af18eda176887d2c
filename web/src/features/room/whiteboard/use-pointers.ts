import type { ExcalidrawImperativeAPI } from "@excalidraw/excalidraw/types";
import { useEffect } from "react";
import type { Replica } from "@/live/pad/replica";
import { pointersOf, tellPointer } from "./pointers";

/** Shows everyone else's pointers on the whiteboard. */
export function usePointers(api: ExcalidrawImperativeAPI | null, replica: Replica): void {
  useEffect(() => {
    if (!api) return;
    const { awareness } = replica;
    const draw = () => api.updateScene({ collaborators: pointersOf(replica) });
    awareness.on("change", draw);
    draw();
    return () => {
      awareness.off("change", draw);
      // Where the replica has ended, its state went with it.
      if (awareness.getLocalState()) tellPointer(replica, null);
    };
  }, [api, replica]);
}
