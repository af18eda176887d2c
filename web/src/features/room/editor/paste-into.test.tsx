import { render } from "@testing-library/react";
import { useRef } from "react";
import { beforeEach, expect, it, vi } from "vitest";
import { MAX_PASTE_BYTES } from "./large-pastes";
import { pasteInto } from "./paste-into";
import { usePasteGuard } from "./use-paste-guard";

const trigger = vi.fn();
let heard: string[];

function Pane() {
  const place = useRef<HTMLDivElement>(null);
  usePasteGuard(place);
  return (
    <div ref={place}>
      <div data-testid="editor" />
    </div>
  );
}

beforeEach(() => {
  trigger.mockReset();
  heard = [];
  const listen = (event: ClipboardEvent) =>
    heard.push(event.clipboardData?.getData("text/plain") ?? "");
  document.addEventListener("paste", listen);
  return () => document.removeEventListener("paste", listen);
});

function paste(text: string): void {
  const { getByTestId } = render(<Pane />);
  pasteInto({ getDomNode: () => getByTestId("editor"), focus: () => {}, trigger }, text);
}

it("tells whoever listens for pastes, and inserts", () => {
  paste("from the menu");
  expect(heard).toEqual(["from the menu"]);
  expect(trigger).toHaveBeenCalledWith(
    "keyboard",
    "paste",
    expect.objectContaining({ text: "from the menu" }),
  );
});

it("inserts nothing that is too much for one paste, and nobody hears of it", () => {
  paste("x".repeat(MAX_PASTE_BYTES + 1));
  expect(trigger).not.toHaveBeenCalled();
  expect(heard).toEqual([]);
});
