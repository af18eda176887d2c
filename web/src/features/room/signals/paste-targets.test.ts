import { beforeEach, expect, it } from "vitest";
import { MAX_PASTE_BYTES } from "../editor/large-pastes";
import { padOf, takes } from "./paste-targets";

beforeEach(() => {
  document.body.innerHTML = `
    <div data-pad="p1" data-read-only="false"><div id="monaco"></div></div>
    <div data-pad="p2" data-read-only="true"><textarea id="watched"></textarea></div>
    <textarea id="plain" data-pad="p3"></textarea>
    <textarea id="locked" data-pad="p4" readonly></textarea>
    <input id="chat"><p id="text"></p>`;
});

const at = (id: string) => document.getElementById(id);

it("knows where a text gets in", () => {
  expect(takes(at("monaco"), "x")).toBe(true);
  expect(takes(at("plain"), "x")).toBe(true);
  expect(takes(at("chat"), "x")).toBe(true);
});

it("knows where it does not: what is only read, what is no field, what is too much", () => {
  expect(takes(at("watched"), "x")).toBe(false);
  expect(takes(at("locked"), "x")).toBe(false);
  expect(takes(at("text"), "x")).toBe(false);
  expect(takes(at("monaco"), "x".repeat(MAX_PASTE_BYTES + 1))).toBe(false);
  expect(takes(null, "x")).toBe(false);
});

it("names the pad", () => {
  expect(padOf(at("monaco"))).toBe("p1");
  expect(padOf(at("chat"))).toBeUndefined();
});
