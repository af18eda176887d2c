import { useEffect } from "react";
import { Markdown } from "@/problems/lazy-markdown";
import { AgendaDialog } from "../agenda/lazy-agenda-dialog";
import { mayPrepare } from "../agenda/use-agenda-progress";
import { loadCodeEditor } from "../editor/load-code-editor";
import { useView } from "../live-context";
import { ChooseProblemDialog } from "../problem/lazy-choose-problem-dialog";
import { Whiteboard } from "../whiteboard/lazy-whiteboard";
import { useTouch } from "./use-narrow";
import { whenIdle } from "./when-idle";

/**
 * Fetches what the room may show later while the network is there: after the editor, which everyone
 * waits for. Then an update of the server, or a lost network, finds nothing missing.
 */
export function usePreload(): void {
  const touch = useTouch();
  const view = useView();
  const prepares = mayPrepare(view);
  const draws = view.pads.some(({ kind }) => kind === "whiteboard");
  useEffect(() => {
    if (draws) whenIdle(() => void Whiteboard.preload());
  }, [draws]);
  useEffect(() => {
    // The plain editor of a touch screen is here already; a failure of the other is its pane's.
    const editor = touch ? Promise.resolve() : loadCodeEditor().catch(() => {});
    void editor.then(() =>
      whenIdle(() => {
        void Markdown.preload();
        void ChooseProblemDialog.preload();
        if (prepares) void AgendaDialog.preload();
      }),
    );
  }, [touch, prepares]);
}
