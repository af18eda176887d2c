import type * as Y from "yjs";
import type { Replica } from "@/live/pad/replica";
import { dropCarriageReturns, editsOf, type TextEdit } from "./bind-monaco";

/**
 * What changed between two texts, as one edit. `caret` is where the caret stands after it: where the
 * same letter was typed among its like, that tells which one is new.
 */
export function editBetween(before: string, after: string, caret: number): TextEdit | null {
  if (before === after) return null;
  const tail = after.length - caret;
  let end = 0;
  const most = Math.min(before.length, after.length, tail);
  while (end < most && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  let start = 0;
  const left = Math.min(before.length, after.length) - end;
  while (start < left && before[start] === after[start]) start += 1;
  return { from: start, to: before.length - end, text: after.slice(start, after.length - end) };
}

/** Where an offset of the old text is in the new one. */
export function moved(offset: number, edits: TextEdit[]): number {
  let shift = 0;
  for (const { from, to, text } of edits) {
    if (from > offset || (from === offset && to > from)) break;
    shift += to <= offset ? text.length - (to - from) : text.length - (offset - from);
  }
  return offset + shift;
}

/**
 * Keeps a text area and a pad's text equal, both ways. A word that is being composed (an IME, a phone
 * keyboard) is left alone: what others type meanwhile comes in when it is done.
 * Answers how to end it.
 */
export function bindTextarea(area: HTMLTextAreaElement, replica: Replica): () => void {
  const { text, undo, origin } = replica;
  let shown = "";
  let composing = false;
  /** What others did while a word was composed. */
  let meanwhile: TextEdit[][] = [];

  const show = (edits: TextEdit[] | null) => {
    shown = text.toString().replaceAll("\r", "");
    if (area.value === shown) return;
    const { selectionStart, selectionEnd, selectionDirection, scrollTop } = area;
    area.value = shown;
    const [start, end] = [selectionStart, selectionEnd].map((at) => moved(at, edits ?? []));
    if (document.activeElement === area) {
      area.setSelectionRange(start ?? 0, end ?? 0, selectionDirection);
    }
    area.scrollTop = scrollTop;
  };

  const take = () => {
    const edit = editBetween(shown, area.value, area.selectionStart);
    if (!edit) return;
    shown = area.value;
    put(replica, edit);
  };

  const changed = ({ delta }: Y.YTextEvent, { origin: by }: Y.Transaction) => {
    if (by === origin) return;
    if (composing) meanwhile.push(editsOf(delta));
    else show(editsOf(delta));
  };
  const ended = new AbortController();
  const on = { signal: ended.signal };
  area.addEventListener("input", () => !composing && take(), on);
  area.addEventListener("compositionstart", () => (composing = true), on);
  area.addEventListener("compositionend", () => endComposition(), on);
  area.addEventListener("beforeinput", (event) => undoInstead(event, undo), on);

  /** What was composed goes to where its place is now. */
  const endComposition = () => {
    composing = false;
    const typed = editBetween(shown, area.value, area.selectionStart);
    const at = (offset: number) => meanwhile.reduce(moved, offset);
    const [from, to] = [at(typed?.from ?? 0), at(typed?.to ?? 0)];
    const others = meanwhile.length > 0;
    meanwhile = [];
    if (!typed || !others) {
      take();
      show(null);
      return;
    }
    put(replica, { from, to: Math.max(from, to), text: typed.text });
    show(null);
    area.setSelectionRange(from + typed.text.length, from + typed.text.length);
  };

  show(null);
  text.observe(changed);
  return () => {
    ended.abort();
    text.unobserve(changed);
  };
}

/** Makes an edit of the text area one of the pad. */
function put(replica: Replica, { from, to, text: typed }: TextEdit): void {
  const { doc, text, origin } = replica;
  // The text area counts without them; where someone may type they may also go.
  if (text.toString().includes("\r")) dropCarriageReturns(replica);
  doc.transact(() => {
    text.delete(from, to - from);
    text.insert(from, typed);
  }, origin);
}

/** The browser's own undo knows nothing of what others typed: the pad's takes its place. */
function undoInstead(event: InputEvent, undo: Y.UndoManager): void {
  if (event.inputType !== "historyUndo" && event.inputType !== "historyRedo") return;
  event.preventDefault();
  if (event.inputType === "historyUndo") undo.undo();
  else undo.redo();
}
