import type { editor as monacoEditor } from "monaco-editor";
import { type RefObject, useEffect, useState } from "react";
import { MONO } from "@/ui/theme";
import { useRoomUi } from "../room-ui";
import { monaco } from "./monaco";

const OPTIONS: monacoEditor.IStandaloneEditorConstructionOptions = {
  model: null,
  automaticLayout: true,
  fontFamily: MONO,
  fontLigatures: false,
  minimap: { enabled: false },
  padding: { top: 12, bottom: 12 },
  scrollBeyondLastLine: false,
  smoothScrolling: false,
  renderLineHighlight: "line",
  roundedSelection: true,
  bracketPairColorization: { enabled: false },
  overviewRulerBorder: false,
  hideCursorInOverviewRuler: true,
  lineNumbersMinChars: 3,
  // Suggestions on request (Ctrl+Space): nobody should fight a pop-up while they are watched.
  quickSuggestions: false,
  suggestOnTriggerCharacters: false,
  wordBasedSuggestions: "currentDocument",
  unusualLineTerminators: "off",
  fixedOverflowWidgets: true,
  stickyScroll: { enabled: false },
  dropIntoEditor: { enabled: false },
  pasteAs: { enabled: false },
};

/** A Monaco editor in that place, as long as the component lives. */
export function useEditor(
  place: RefObject<HTMLDivElement | null>,
): monacoEditor.IStandaloneCodeEditor | null {
  const [editor, setEditor] = useState<monacoEditor.IStandaloneCodeEditor | null>(null);
  const { focusEditor } = useRoomUi();
  useEffect(() => {
    if (!place.current) return;
    const created = monaco.editor.create(place.current, OPTIONS);
    focusEditor.current = () => created.focus();
    setEditor(created);
    return () => {
      focusEditor.current = () => {};
      setEditor(null);
      created.dispose();
    };
  }, [place, focusEditor]);
  return editor;
}
