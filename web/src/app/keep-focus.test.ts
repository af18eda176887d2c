import { afterEach, beforeEach, expect, it } from "vitest";
import { keepFocus } from "./keep-focus";

let stop: () => void;
const at = (id: string) => document.getElementById(id) as HTMLElement;
const drawn = () => new Promise((resolve) => setTimeout(resolve, 50));

function show(html: string, inside = "root"): void {
  at(inside).innerHTML = html;
}

beforeEach(() => {
  document.body.innerHTML = '<div id="root"></div><div id="portal"></div>';
  stop = keepFocus();
});

afterEach(() => stop());

it("goes to what stands behind, and then to what stands before", async () => {
  show(
    '<a href="/">x</a><ul><li><button id="a"></button></li><li><button id="b"></button></li></ul>',
  );
  at("a").focus();
  at("a").parentElement?.remove();
  await drawn();
  expect(at("b")).toHaveFocus();
  show('<ul><li><button id="a"></button></li><li><button id="b"></button></li></ul>');
  at("b").focus();
  at("b").parentElement?.remove();
  await drawn();
  expect(at("a")).toHaveFocus();
});

it("goes to what came in its place", async () => {
  show('<div><p><span id="form"><button id="ask"></button></span></p><a href="/">help</a></div>');
  at("ask").focus();
  at("form").remove();
  at("root").querySelector("p")?.insertAdjacentHTML("afterend", '<input id="line">');
  await drawn();
  expect(at("line")).toHaveFocus();
});

it("goes as little far as it can", async () => {
  show(
    '<button id="far"></button><div><p><button id="reveal"></button></p><a id="near" href="/">x</a></div>',
  );
  at("reveal").focus();
  at("reveal").remove();
  await drawn();
  expect(at("near")).toHaveFocus();
});

it("goes back to where it was before a dialog that palette and menu led to", async () => {
  show('<button id="before"></button><button></button>');
  at("before").focus();
  show('<div role="dialog"><input id="palette"></div>', "portal");
  at("palette").focus();
  show(
    '<div role="dialog"><button id="inside"></button><button id="more"></button></div>',
    "portal",
  );
  for (const id of ["inside", "more"]) at(id).focus();
  show("", "portal");
  await drawn();
  expect(at("before")).toHaveFocus();
});

it("stays in the dialog when a part of that goes", async () => {
  show('<button id="before"></button>');
  at("before").focus();
  show('<div role="dialog"><button id="row"></button><button id="done"></button></div>', "portal");
  at("row").focus();
  at("row").remove();
  await drawn();
  expect(at("done")).toHaveFocus();
});

it("begins at the title of the page that comes instead", async () => {
  show('<form><button id="enter"></button></form>');
  at("enter").focus();
  show('<main><h1 id="title" tabindex="-1">Inside</h1><button></button></main>');
  await drawn();
  expect(at("title")).toHaveFocus();
});

it("comes back to what was switched off for a while", async () => {
  show('<button id="save"></button><button id="other"></button>');
  const save = at("save") as HTMLButtonElement;
  save.focus();
  // Browsers let it fall when it is switched off; jsdom only before that.
  save.blur();
  save.disabled = true;
  await drawn();
  expect(document.body).toHaveFocus();
  save.disabled = false;
  await drawn();
  expect(save).toHaveFocus();
});

it("leaves the focus to those who gave it on or let it go", async () => {
  show('<div><button id="a"></button><button id="b"></button></div><button id="c"></button>');
  at("a").focus();
  at("a").remove();
  at("c").focus();
  await drawn();
  expect(at("c")).toHaveFocus();
  at("c").blur();
  await drawn();
  at("c").remove();
  await drawn();
  expect(document.body).toHaveFocus();
});

it("takes no focus on a page where nothing had it", async () => {
  show('<h1 tabindex="-1">Hello</h1><p id="old"></p>');
  at("old").remove();
  await drawn();
  expect(document.body).toHaveFocus();
});
