import { beforeEach, expect, it } from "vitest";
import { newReplica, REMOTE, type Replica } from "@/live/pad/replica";
import { bindTextarea, editBetween, moved } from "./bind-textarea";

let area: HTMLTextAreaElement;
let replica: Replica;

beforeEach(() => {
  area = document.createElement("textarea");
  document.body.append(area);
  replica = newReplica();
  replica.doc.transact(() => replica.text.insert(0, "one two"), REMOTE);
  const unbind = bindTextarea(area, replica);
  area.focus();
  return () => {
    unbind();
    area.remove();
  };
});

/** What a browser does when someone types at the caret. */
function type(value: string, caret: number): void {
  area.value = value;
  area.setSelectionRange(caret, caret);
  area.dispatchEvent(new Event("input"));
}

const remote = (change: () => void) => replica.doc.transact(change, REMOTE);

it("finds the edit between two texts, and which of equal letters is new", () => {
  expect(editBetween("abc", "abc", 1)).toBeNull();
  expect(editBetween("abc", "aXbc", 2)).toEqual({ from: 1, to: 1, text: "X" });
  expect(editBetween("aaa", "aaaa", 2)).toEqual({ from: 1, to: 1, text: "a" });
  expect(editBetween("one two", "one", 3)).toEqual({ from: 3, to: 7, text: "" });
  expect(editBetween("aXa", "aYYa", 3)).toEqual({ from: 1, to: 2, text: "YY" });
});

it("moves offsets with the text around them", () => {
  expect(moved(5, [{ from: 0, to: 0, text: "abc" }])).toBe(8);
  expect(moved(5, [{ from: 5, to: 5, text: "abc" }])).toBe(8);
  expect(moved(5, [{ from: 6, to: 8, text: "" }])).toBe(5);
  expect(moved(5, [{ from: 2, to: 9, text: "x" }])).toBe(3);
  expect(moved(5, [{ from: 0, to: 2, text: "" }])).toBe(3);
});

it("carries text both ways and keeps the caret in its place", () => {
  expect(area.value).toBe("one two");
  type("one big two", 8);
  expect(replica.text.toString()).toBe("one big two");
  remote(() => replica.text.insert(0, "number "));
  expect(area.value).toBe("number one big two");
  expect(area.selectionStart).toBe(15);
});

it("types in the right place where another client wrote carriage returns", () => {
  remote(() => replica.text.insert(0, "a\r\nb\r\n"));
  expect(area.value).toBe("a\nb\none two");
  type("a\nb\none big two", 12);
  expect(replica.text.toString()).toBe("a\nb\none big two");
  expect(area.value).toBe("a\nb\none big two");
});

it("leaves a word alone while it is composed, and puts it where it belongs afterwards", () => {
  area.setSelectionRange(3, 3);
  area.dispatchEvent(new Event("compositionstart"));
  type("oneé two", 4);
  expect(replica.text.toString()).toBe("one two");
  remote(() => replica.text.insert(0, "number "));
  expect(area.value).toBe("oneé two");
  area.dispatchEvent(new Event("compositionend"));
  expect(replica.text.toString()).toBe("number oneé two");
  expect(area.value).toBe("number oneé two");
  expect(area.selectionStart).toBe(11);
});

it("undoes what was typed here and nothing else", () => {
  type("one two three", 13);
  remote(() => replica.text.insert(0, "zero "));
  const event = new InputEvent("beforeinput", { inputType: "historyUndo", cancelable: true });
  area.dispatchEvent(event);
  expect(event.defaultPrevented).toBe(true);
  expect(area.value).toBe("zero one two");
});
