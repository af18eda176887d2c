import type { editor as monacoEditor } from "monaco-editor";
import type { Replica } from "@/live/pad/replica";
import { CursorLabels } from "./cursor-labels";
import { type RemoteCursor, remoteCursors, tellCursor } from "./cursor-state";
import classes from "./cursors.module.css";

type Editor = monacoEditor.IStandaloneCodeEditor;
type Decoration = monacoEditor.IModelDeltaDecoration;

/** Monaco's `TrackedRangeStickiness.NeverGrowsWhenTypingAtEdges`. */
const STAYS = 1;
/** Monaco's `SelectionDirection.RTL`. */
const BACKWARDS = 1;

function decorations(
  model: monacoEditor.ITextModel,
  cursor: RemoteCursor,
  color: number,
): Decoration[] {
  const [start, end] = [cursor.anchor, cursor.head]
    .sort((a, b) => a - b)
    .map((offset) => model.getPositionAt(offset));
  const head = model.getPositionAt(cursor.head);
  if (!start || !end) return [];
  const tint = classes[`c${color}`];
  const selection: Decoration = {
    range: {
      startLineNumber: start.lineNumber,
      startColumn: start.column,
      endLineNumber: end.lineNumber,
      endColumn: end.column,
    },
    options: { className: `${classes.selection} ${tint}`, stickiness: STAYS },
  };
  const caret: Decoration = {
    range: {
      startLineNumber: head.lineNumber,
      startColumn: head.column,
      endLineNumber: head.lineNumber,
      endColumn: head.column,
    },
    options: {
      beforeContentClassName: `${classes.caret} ${tint}`,
      hoverMessage: { value: cursor.name.replaceAll(/[\\`*_{}[\]<>()#+\-.!|]/g, "\\$&") },
      stickiness: STAYS,
    },
  };
  return cursor.anchor === cursor.head ? [caret] : [selection, caret];
}

/** Tells the others where one's own cursor is. */
function tellOwn(editor: Editor, replica: Replica): () => void {
  const tell = () => {
    const [model, selection] = [editor.getModel(), editor.getSelection()];
    if (!model || !selection) return;
    const start = model.getOffsetAt(selection.getStartPosition());
    const end = model.getOffsetAt(selection.getEndPosition());
    const backwards = selection.getDirection() === BACKWARDS;
    tellCursor(replica, backwards ? { anchor: end, head: start } : { anchor: start, head: end });
  };
  const moved = editor.onDidChangeCursorSelection(tell);
  const focused = editor.onDidFocusEditorText(tell);
  return () => {
    moved.dispose();
    focused.dispose();
    if (replica.awareness.getLocalState()) tellCursor(replica, null);
  };
}

/** Shows everyone else's cursors and names in the editor, and tells them of one's own if `tells`. */
export function showCursors(
  editor: Editor,
  replica: Replica,
  colorOf: (person: string) => number,
  tells: boolean,
): () => void {
  const shown = editor.createDecorationsCollection();
  const labels = new CursorLabels(editor);
  let frame = 0;
  const draw = () => {
    const model = editor.getModel();
    if (!model || model.isDisposed()) return;
    const cursors = remoteCursors(replica);
    shown.set(cursors.flatMap((cursor) => decorations(model, cursor, colorOf(cursor.person))));
    labels.show(
      cursors.map(({ client, name, person, anchor, head }) => ({
        client,
        name,
        color: colorOf(person),
        line: model.getPositionAt(head).lineNumber,
        place: `${anchor} ${head}`,
      })),
    );
  };
  const soon = () => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(draw);
  };
  const changed = editor.onDidChangeModelContent(soon);
  const silence = tells ? tellOwn(editor, replica) : () => {};
  replica.awareness.on("change", soon);
  soon();
  return () => {
    cancelAnimationFrame(frame);
    replica.awareness.off("change", soon);
    changed.dispose();
    silence();
    shown.clear();
    labels.dispose();
  };
}
