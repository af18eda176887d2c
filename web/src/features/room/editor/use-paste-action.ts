import { t } from "@lingui/core/macro";
import { notifications } from "@mantine/notifications";
import type { editor as monacoEditor } from "monaco-editor";
import { useEffect } from "react";
import { duringPrompt } from "../signals/own-prompts";
import { monaco } from "./monaco";
import { pasteInto } from "./paste-into";

const PASTE = "editor.action.clipboardPasteAction";

function noClipboard(): void {
  notifications.show({
    color: "gray",
    title: t`Your browser keeps the clipboard to itself`,
    message: t`Nothing was pasted. Press Ctrl+V (on a Mac ⌘V) instead.`,
  });
}

/** Monaco's own action, in its menu, reads the clipboard past everyone; this goes the way of Ctrl+V. */
export function usePasteAction(editor: monacoEditor.IStandaloneCodeEditor | null): void {
  useEffect(() => {
    if (!editor) return;
    const paste = async () => {
      const text = await duringPrompt(navigator.clipboard.readText()).catch(() => null);
      const readOnly = editor.getOption(monaco.editor.EditorOption.readOnly);
      if (text === null) noClipboard();
      else if (!readOnly) pasteInto(editor, text);
    };
    const command = monaco.editor.registerCommand(PASTE, () => void paste());
    return () => command.dispose();
  }, [editor]);
}
