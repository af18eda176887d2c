import type { editor as monacoEditor } from "monaco-editor";

type Target = Pick<monacoEditor.ICodeEditor, "getDomNode" | "focus" | "trigger">;

/**
 * Pastes a text as if it came by Ctrl+V: whoever listens for pastes (the guard, the signals) hears of
 * it, and may refuse. Above Monaco's own input, which would take it for a key press of its own.
 */
export function pasteInto(editor: Target, text: string): void {
  const node = editor.getDomNode();
  if (!node || text === "") return;
  const event = new Event("paste", { bubbles: true, cancelable: true });
  const clipboardData = { getData: (type: string) => (type === "text/plain" ? text : "") };
  Object.assign(event, { clipboardData });
  node.dispatchEvent(event);
  if (event.defaultPrevented) return;
  editor.focus();
  editor.trigger("keyboard", "paste", { text, pasteOnNewLine: false, multicursorText: null });
}
