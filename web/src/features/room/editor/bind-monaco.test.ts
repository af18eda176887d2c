import { editor as monaco } from "monaco-editor";
import { afterEach, expect, it } from "vitest";
import * as Y from "yjs";
import { destroyReplica, newReplica, REMOTE, type Replica } from "@/live/pad/replica";
import { bindMonaco, editsOf } from "./bind-monaco";

interface Side {
  replica: Replica;
  model: monaco.ITextModel;
}

let open: (() => void)[] = [];

afterEach(() => {
  for (const close of open) close();
  open = [];
});

function side(initial?: Replica): Side {
  const replica = newReplica();
  if (initial) Y.applyUpdate(replica.doc, Y.encodeStateAsUpdate(initial.doc), REMOTE);
  const model = monaco.createModel("", "plaintext");
  const unbind = bindMonaco(model, replica, () => true);
  open.push(() => {
    unbind();
    model.dispose();
    destroyReplica(replica);
  });
  return { replica, model };
}

/** Both have what the other has. */
function exchange(a: Replica, b: Replica): void {
  const [fromA, fromB] = [Y.encodeStateAsUpdate(a.doc), Y.encodeStateAsUpdate(b.doc)];
  Y.applyUpdate(b.doc, fromA, REMOTE);
  Y.applyUpdate(a.doc, fromB, REMOTE);
}

function replace(model: monaco.ITextModel, from: number, to: number, text: string): void {
  const [start, end] = [model.getPositionAt(from), model.getPositionAt(to)];
  const range = {
    startLineNumber: start.lineNumber,
    startColumn: start.column,
    endLineNumber: end.lineNumber,
    endColumn: end.column,
  };
  model.pushEditOperations([], [{ range, text }], () => null);
}

it("turns a delta into edits of the old text", () => {
  expect(
    editsOf([{ retain: 2 }, { insert: "ab" }, { delete: 3 }, { retain: 1 }, { delete: 1 }]),
  ).toEqual([
    { from: 2, to: 5, text: "ab" },
    { from: 6, to: 7, text: "" },
  ]);
  expect(editsOf([{ delete: 2 }, { insert: "x" }, { retain: 3 }, { insert: "y" }])).toEqual([
    { from: 0, to: 2, text: "x" },
    { from: 5, to: 5, text: "y" },
  ]);
});

it("carries text both ways", () => {
  const { model, replica } = side();
  replace(model, 0, 0, "def f():\n    pass\n");
  expect(replica.text.toString()).toBe("def f():\n    pass\n");
  replica.doc.transact(() => replica.text.insert(4, "other_"), REMOTE);
  expect(model.getValue()).toBe("def other_f():\n    pass\n");
});

it("stays equal under any interleaving of edits on both sides", () => {
  const a = side();
  replace(a.model, 0, 0, "line one\nline two\n😀 end\n");
  const b = side(a.replica);
  let seed = 42;
  const random = (below: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return seed % below;
  };
  const pieces = ["", "x", "\n", "two\nlines", "tab\t", "é", "longer text here"];
  for (let step = 0; step < 120; step += 1) {
    const { model } = random(2) === 0 ? a : b;
    const from = random(model.getValueLength() + 1);
    const to = Math.min(model.getValueLength(), from + random(6));
    replace(model, from, to, pieces[random(pieces.length)] ?? "");
    if (random(4) === 0) exchange(a.replica, b.replica);
    expect(a.model.getValue()).toBe(a.replica.text.toString());
    expect(b.model.getValue()).toBe(b.replica.text.toString());
  }
  exchange(a.replica, b.replica);
  expect(a.model.getValue()).toBe(b.model.getValue());
});

it("keeps every cursor of the person when someone else types", () => {
  const { model, replica } = side();
  replace(model, 0, 0, "one\ntwo\nthree\n");
  const kept = model.deltaDecorations(
    [],
    [1, 2, 3].map((line) => ({
      range: { startLineNumber: line, startColumn: 2, endLineNumber: line, endColumn: 2 },
      options: {},
    })),
  );
  replica.doc.transact(() => replica.text.insert(0, "zero\n"), REMOTE);
  expect(kept.map((id) => model.getDecorationRange(id)?.startLineNumber)).toEqual([2, 3, 4]);
});

it("undoes what was typed here and nothing else, through the model itself", () => {
  const { model, replica } = side();
  replica.doc.transact(() => replica.text.insert(0, "theirs\n"), REMOTE);
  replace(model, 7, 7, "mine\n");
  replica.doc.transact(() => replica.text.insert(0, "more of theirs\n"), REMOTE);
  expect(model.canUndo()).toBe(true);
  void model.undo();
  expect(model.getValue()).toBe("more of theirs\ntheirs\n");
  expect(model.canUndo()).toBe(false);
  void model.redo();
  expect(model.getValue()).toBe("more of theirs\ntheirs\nmine\n");
});

it("survives carriage returns that another client wrote", () => {
  const { model, replica } = side();
  replica.doc.transact(() => replica.text.insert(0, "a\r\nb\r\n"), REMOTE);
  expect(model.getValue()).toBe("a\nb\n");
  expect(replica.text.toString()).toBe("a\nb\n");
  replace(model, 2, 3, "B");
  expect(replica.text.toString()).toBe("a\nB\n");
});
