import type { ExcalidrawImperativeAPI } from "@excalidraw/excalidraw/types";
import { render } from "@testing-library/react";
import { Component } from "react";
import { expect, it, vi } from "vitest";
import { destroyReplica, elementsOf, newReplica, type Replica } from "@/live/pad/replica";
import type { BoardElement } from "./board-element";
import { useBoardSync } from "./use-board-sync";

let drawn: BoardElement[] = [];

vi.mock("./excalidraw-scene", () => ({
  excalidrawScene: () => ({
    elements: () => drawn,
    show: (elements: BoardElement[]) => {
      drawn = elements;
    },
    busy: () => false,
    read: (element: BoardElement) => element,
  }),
}));

/** As Excalidraw does: when it goes, its scene is empty. */
class Drawing extends Component {
  override componentWillUnmount(): void {
    drawn = [];
  }
  override render() {
    return null;
  }
}

const api = { history: { clear: () => {} } } as unknown as ExcalidrawImperativeAPI;
let draw: (element: BoardElement) => void;

function Board({ replica, readOnly }: { replica: Replica; readOnly: boolean }) {
  const sync = useBoardSync(api, replica, readOnly);
  draw = (element) => {
    drawn = [...drawn, element];
    sync.current?.sceneChanged();
  };
  return <Drawing />;
}

const shape = (id: string): BoardElement => ({
  id,
  type: "rectangle",
  version: 1,
  versionNonce: 1,
  isDeleted: false,
});

it("has what was drawn in the moment before the whiteboard is left", () => {
  const replica = newReplica();
  const board = render(<Board replica={replica} readOnly={false} />);
  draw(shape("first"));
  draw(shape("last"));
  board.unmount();
  expect([...elementsOf(replica).keys()]).toEqual(["first", "last"]);
  destroyReplica(replica);
});

it("shows only what the pad has, once one may read only", () => {
  const replica = newReplica();
  const board = render(<Board replica={replica} readOnly={false} />);
  draw(shape("mine"));
  board.rerender(<Board replica={replica} readOnly />);
  draw(shape("made up"));
  board.rerender(<Board replica={replica} readOnly={false} />);
  expect(drawn.map(({ id }) => id)).toEqual(["mine"]);
  expect([...elementsOf(replica).keys()]).toEqual(["mine"]);
  board.unmount();
  destroyReplica(replica);
});
