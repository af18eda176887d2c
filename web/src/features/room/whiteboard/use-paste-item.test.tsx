import { fireEvent, render, screen } from "@testing-library/react";
import { useRef } from "react";
import { beforeEach, expect, it, vi } from "vitest";
import { MAX_PASTE_BYTES } from "../editor/large-pastes";
import { usePasteGuard } from "../editor/use-paste-guard";
import { usePasteItem } from "./use-paste-item";

const updateScene = vi.fn();
const api = { updateScene };
const own = vi.fn();
let heard: [string, EventTarget | null][];

/** As Excalidraw draws its menu. */
function Board() {
  const place = useRef<HTMLDivElement>(null);
  usePasteGuard(place);
  usePasteItem(place, api);
  return (
    <div ref={place}>
      <div className="excalidraw" role="application" tabIndex={-1}>
        <ul className="context-menu">
          {["paste", "selectAll"].map((name) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: its button is what is pressed.
            <li key={name} data-testid={name} onClick={own}>
              <button type="button">{name}</button>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

beforeEach(() => {
  own.mockReset();
  updateScene.mockReset();
  heard = [];
  const listen = (event: ClipboardEvent) =>
    heard.push([event.clipboardData?.getData("text/plain") ?? "", event.target]);
  document.addEventListener("paste", listen);
  return () => {
    document.removeEventListener("paste", listen);
    vi.unstubAllGlobals();
  };
});

async function choose(name: string, readText: () => Promise<string>): Promise<HTMLElement> {
  // Not by `=`: another test may have given the browser a clipboard that can't be set.
  vi.stubGlobal("navigator", Object.create(navigator, { clipboard: { value: { readText } } }));
  render(<Board />);
  fireEvent.click(screen.getByText(name));
  await new Promise((resolve) => setTimeout(resolve, 0));
  return screen.getByRole("application");
}

it("pastes by the menu as by the keys, so that whoever listens hears of it", async () => {
  const board = await choose("paste", async () => "from the menu");
  expect(heard).toEqual([["from the menu", board]]);
  expect(board).toHaveFocus();
  expect(own).not.toHaveBeenCalled();
  expect(updateScene).toHaveBeenCalledWith({ appState: { contextMenu: null } });
});

it("leaves the rest of the menu alone", async () => {
  await choose("selectAll", async () => "from the menu");
  expect(own).toHaveBeenCalledOnce();
  expect(heard).toEqual([]);
});

it("pastes nothing that is too much", async () => {
  await choose("paste", async () => "x".repeat(MAX_PASTE_BYTES + 1));
  expect(heard).toEqual([]);
  expect(own).not.toHaveBeenCalled();
});

it("pastes nothing where the browser does not give it", async () => {
  await choose("paste", () => Promise.reject(new Error("no")));
  expect(heard).toEqual([]);
  expect(own).not.toHaveBeenCalled();
});
