import { CaptureUpdateAction, restoreElements } from "@excalidraw/excalidraw";
import type { ExcalidrawImperativeAPI } from "@excalidraw/excalidraw/types";
import type { BoardElement } from "./board-element";
import type { Scene } from "./board-sync";

type Elements = Parameters<typeof restoreElements>[0];
type Shown = NonNullable<Parameters<ExcalidrawImperativeAPI["updateScene"]>[0]["elements"]>;

/** A place among other elements that Excalidraw can count on from: `a0`, `Zz`, `b12V`. */
const INDEX = /^[a-zA-Z][0-9A-Za-z]*$/;

/** An element made whole; null for what is none, or has no size. */
function read(element: BoardElement): BoardElement | null {
  const index = INDEX.test(element.index ?? "") ? element.index : null;
  try {
    const [whole] = restoreElements([{ ...element, index }] as unknown as Elements, null);
    // A place that is missing would be made up here, for this one alone.
    return whole ? ({ ...whole, index: element.index ?? null } as unknown as BoardElement) : null;
  } catch {
    return null;
  }
}

/** Excalidraw's drawing as the sync sees it. What others draw is no step of one's own undo. */
export function excalidrawScene(api: ExcalidrawImperativeAPI): Scene {
  return {
    elements: () => api.getSceneElementsIncludingDeleted() as unknown as readonly BoardElement[],
    show: (elements) =>
      api.updateScene({
        elements: elements as unknown as Shown,
        captureUpdate: CaptureUpdateAction.NEVER,
      }),
    busy: (id) => {
      const { editingTextElement, newElement, resizingElement } = api.getAppState();
      return [editingTextElement, newElement, resizingElement].some((busy) => busy?.id === id);
    },
    read,
  };
}
