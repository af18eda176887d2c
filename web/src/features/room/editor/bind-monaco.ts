import type { editor as monacoEditor } from "monaco-editor";
import type * as Y from "yjs";
import type { Replica } from "@/live/pad/replica";

type Model = monacoEditor.ITextModel;

/** A change of a text: what stood between two offsets of the old text is replaced. */
export interface TextEdit {
  from: number;
  to: number;
  text: string;
}

type Delta = Y.YTextEvent["delta"];

/** A Yjs delta as edits of the old text, neighbours joined, none overlapping. */
export function editsOf(delta: Delta): TextEdit[] {
  const edits: TextEdit[] = [];
  let offset = 0;
  for (const { retain, insert, delete: removed } of delta) {
    const last = edits.at(-1);
    const open = last && last.to === offset ? last : null;
    if (retain !== undefined) {
      offset += retain;
    } else if (typeof insert === "string") {
      if (open) open.text += insert;
      else edits.push({ from: offset, to: offset, text: insert });
    } else if (removed !== undefined) {
      offset += removed;
      if (open) open.to = offset;
      else edits.push({ from: offset - removed, to: offset, text: "" });
    }
  }
  return edits;
}

/** Takes carriage returns out: Monaco counts a line break as one character, whatever it is made of. */
export function dropCarriageReturns({ doc, text, origin }: Replica): void {
  const content = text.toString();
  doc.transact(() => {
    for (let at = content.lastIndexOf("\r"); at >= 0; at = content.lastIndexOf("\r", at - 1)) {
      text.delete(at, 1);
      if (at === 0) break;
    }
  }, origin);
}

/**
 * Keeps a Monaco model and a pad's text equal, both ways, and gives the model the pad's own undo, so
 * that every way to it (keys, menu, Vim, Emacs) takes back one's own edits only.
 * Answers how to end it.
 */
export function bindMonaco(model: Model, replica: Replica, mayEdit: () => boolean): () => void {
  const { doc, text, undo, origin } = replica;
  let applying = false;

  const apply = (edits: TextEdit[]) => {
    applying = true;
    model.applyEdits(
      edits.map((edit) => {
        const [start, end] = [model.getPositionAt(edit.from), model.getPositionAt(edit.to)];
        const range = {
          startLineNumber: start.lineNumber,
          startColumn: start.column,
          endLineNumber: end.lineNumber,
          endColumn: end.column,
        };
        return { range, text: edit.text };
      }),
    );
    applying = false;
  };

  /** Where offsets can't be trusted the model is set as a whole. */
  const replaceAll = () => {
    const whole = text.toString().replaceAll("\r", "");
    if (model.getValue() !== whole) apply([{ from: 0, to: model.getValueLength(), text: whole }]);
  };

  const changed = ({ delta }: Y.YTextEvent, transaction: Y.Transaction) => {
    if (transaction.origin === origin && applyingLocal) return;
    apply(editsOf(delta));
    if (model.getValueLength() === text.length) return;
    if (mayEdit()) dropCarriageReturns(replica);
    replaceAll();
  };

  let applyingLocal = false;
  const typed = model.onDidChangeContent(({ changes }) => {
    if (applying) return;
    applyingLocal = true;
    doc.transact(() => {
      for (const change of [...changes].sort((a, b) => b.rangeOffset - a.rangeOffset)) {
        text.delete(change.rangeOffset, change.rangeLength);
        text.insert(change.rangeOffset, change.text);
      }
    }, origin);
    applyingLocal = false;
  });

  if (text.toString().includes("\r") && mayEdit()) dropCarriageReturns(replica);
  replaceAll();
  text.observe(changed);
  Object.assign(model, {
    undo: () => void undo.undo(),
    redo: () => void undo.redo(),
    canUndo: () => undo.canUndo(),
    canRedo: () => undo.canRedo(),
  });
  return () => {
    typed.dispose();
    text.unobserve(changed);
  };
}
