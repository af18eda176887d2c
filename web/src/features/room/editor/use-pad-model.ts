import type { editor as monacoEditor } from "monaco-editor";
import { useEffect, useRef } from "react";
import { monacoLanguage } from "@/live/pad/languages";
import type { Replica } from "@/live/pad/replica";
import type { PadInfo } from "@/live/types";
import { bindMonaco } from "./bind-monaco";
import { monaco } from "./monaco";

interface PadModel {
  pad: PadInfo;
  replica: Replica;
  readOnly: boolean;
}

/** Shows a pad in the editor; coming back to a pad finds cursor and scroll where they were. */
export function usePadModel(
  editor: monacoEditor.IStandaloneCodeEditor | null,
  { pad, replica, readOnly }: PadModel,
): void {
  const views = useRef(new Map<string, monacoEditor.ICodeEditorViewState>());
  const writable = useRef(!readOnly);
  writable.current = !readOnly;
  const language = monacoLanguage(pad.language);

  useEffect(() => {
    if (!editor) return;
    const { current } = views;
    const model = monaco.editor.createModel("", "plaintext");
    model.setEOL(monaco.editor.EndOfLineSequence.LF);
    const unbind = bindMonaco(model, replica, () => writable.current);
    editor.setModel(model);
    editor.restoreViewState(current.get(pad.id) ?? null);
    return () => {
      const view = editor.saveViewState();
      if (view) current.set(pad.id, view);
      unbind();
      model.dispose();
    };
  }, [editor, pad.id, replica]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new model has to be told its language too.
  useEffect(() => {
    const model = editor?.getModel();
    if (model) monaco.editor.setModelLanguage(model, language);
  }, [editor, pad.id, replica, language]);
}
