import type { editor as monacoEditor } from "monaco-editor";
import { useEffect } from "react";
import { monaco } from "./monaco";
import { pasteInto } from "./paste-into";
import { readClipboard } from "./read-clipboard";

const PASTE = "editor.action.clipboardPasteAction";

/** Monaco's own action, in its menu, reads the clipboard past everyone; this goes the way of Ctrl+V. */
export function usePasteAction(editor: monacoEditor.IStandaloneCodeEditor | null): void {
  useEffect(() => {
    if (!editor) return;
    const paste = async () => {
      const text = await readClipboard();
      const readOnly = editor.getOption(monaco.editor.EditorOption.readOnly);
      if (text !== null && !readOnly) pasteInto(editor, text);
    };
    const command = monaco.editor.registerCommand(PASTE, () => void paste());
    return () => command.dispose();
  }, [editor]);
}
