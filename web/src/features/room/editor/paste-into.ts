import type { editor as monacoEditor } from "monaco-editor";

type Target = Pick<monacoEditor.ICodeEditor, "getDomNode" | "focus" | "trigger">;

/**
 * Lets a paste happen that no key caused: whoever listens for pastes (the guard, the signals) hears of it.
 * Answers whether nobody refused or took it.
 */
export function firePaste(node: Element, text: string): boolean {
  const event = new Event("paste", { bubbles: true, cancelable: true });
  const clipboardData = {
    getData: (type: string) => (type === "text/plain" ? text : ""),
    files: [],
  };
  return node.dispatchEvent(Object.assign(event, { clipboardData }));
}

/**
 * Pastes a text as if it came by Ctrl+V. Above Monaco's own input, which would take it for a key press of
 * its own.
 */
export function pasteInto(editor: Target, text: string): void {
  const node = editor.getDomNode();
  if (!node || text === "" || !firePaste(node, text)) return;
  editor.focus();
  editor.trigger("keyboard", "paste", { text, pasteOnNewLine: false, multicursorText: null });
}
