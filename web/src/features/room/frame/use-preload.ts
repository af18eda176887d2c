import { useEffect } from "react";
import { useView } from "../live-context";
import { ChooseProblemDialog } from "../problem/lazy-choose-problem-dialog";
import { Markdown } from "../problem/lazy-markdown";
import { Whiteboard } from "../whiteboard/lazy-whiteboard";
import { useTouch } from "./use-narrow";

/** A browser that is never idle gets them then all the same, in ms. */
const LATEST_MS = 10_000;

/** Safari has no word for it. */
const whenIdle = (work: () => void): void => {
  if ("requestIdleCallback" in window) requestIdleCallback(work, { timeout: LATEST_MS });
  else setTimeout(work, LATEST_MS / 5);
};

/**
 * Fetches what the room may show later while the network is there: after the editor, which everyone
 * waits for. Then an update of the server, or a lost network, finds nothing missing.
 */
export function usePreload(): void {
  const touch = useTouch();
  const draws = useView().pads.some(({ kind }) => kind === "whiteboard");
  useEffect(() => {
    if (draws) whenIdle(() => void Whiteboard.preload());
  }, [draws]);
  useEffect(() => {
    // The plain editor of a touch screen is here already; a failure of the other is its pane's.
    const editor = touch ? Promise.resolve() : import("../editor/code-editor").catch(() => {});
    void editor.then(() =>
      whenIdle(() => {
        void Markdown.preload();
        void ChooseProblemDialog.preload();
      }),
    );
  }, [touch]);
}
