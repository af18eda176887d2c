/** Puts a text where the caret of a text area is, as if it was typed. */
export function insertAtCaret(area: HTMLTextAreaElement, text: string): void {
  const { selectionStart, selectionEnd } = area;
  area.focus();
  area.setRangeText(text, selectionStart, selectionEnd, "end");
  area.dispatchEvent(new InputEvent("input", { bubbles: true }));
}
