import { t } from "@lingui/core/macro";
import { notifications } from "@mantine/notifications";
import type { editor as monacoEditor } from "monaco-editor";
import { type RefObject, useEffect } from "react";
import type { Preferences } from "@/api/me/preferences";

type Editor = monacoEditor.IStandaloneCodeEditor;
type Keymap = Preferences["editorKeymap"];

/** Starts a keymap; each comes as a chunk of its own, for those who use it. Answers how to end it. */
async function start(keymap: Keymap, editor: Editor, status: HTMLElement): Promise<() => void> {
  if (keymap === "vim") {
    const { initVimMode } = await import("monaco-vim");
    const vim = initVimMode(editor, status);
    return () => vim.dispose();
  }
  if (keymap === "emacs") {
    const { EmacsExtension } = await import("monaco-emacs");
    const emacs = new EmacsExtension(editor);
    emacs.start();
    return () => emacs.dispose();
  }
  return () => {};
}

/** The usual keys work in any case. */
function notStarted(keymap: Keymap): () => void {
  const name = keymap === "vim" ? "Vim" : "Emacs";
  notifications.show({
    color: "red",
    title: t`The ${name} keys could not be loaded`,
    message: t`Your connection may be gone. The usual keys work; choose yours again in the settings.`,
  });
  return () => {};
}

/** The keys the person is used to. */
export function useKeymap(
  editor: Editor | null,
  keymap: Keymap,
  status: RefObject<HTMLElement | null>,
): void {
  useEffect(() => {
    if (!editor || !status.current) return;
    const node = status.current;
    const started = start(keymap, editor, node).catch(() => notStarted(keymap));
    return () => {
      void started.then((end) => {
        end();
        node.replaceChildren();
      });
    };
  }, [editor, keymap, status]);
}
