import type { editor as monacoEditor } from "monaco-editor";
import { useEffect } from "react";
import { monaco } from "./monaco";

interface EditorOptions {
  /** What screen readers call it. */
  label: string;
  theme: "light" | "dark";
  fontSize: number;
  screenReader: boolean;
  readOnly: boolean;
  /** Whether Tab leaves the editor instead of indenting. */
  tabLeaves: boolean;
}

const LINE_HEIGHT = 1.55;

/** Keeps the editor as the person and the room want it. */
export function useEditorOptions(
  editor: monacoEditor.IStandaloneCodeEditor | null,
  options: EditorOptions,
): void {
  const { label, theme, fontSize, screenReader, readOnly, tabLeaves } = options;
  useEffect(() => {
    monaco.editor.setTheme(`codevlive-${theme}`);
  }, [theme]);
  useEffect(() => {
    editor?.updateOptions({
      ariaLabel: label,
      fontSize,
      lineHeight: Math.round(fontSize * LINE_HEIGHT),
      accessibilitySupport: screenReader ? "on" : "auto",
      readOnly,
      domReadOnly: readOnly,
      tabFocusMode: tabLeaves,
    });
  }, [editor, label, fontSize, screenReader, readOnly, tabLeaves]);
}
