import { type PointerEvent, type RefObject, useState } from "react";

/** A row that is being dragged: from where, and where it would go in, both from 0. */
interface Drag {
  id: string;
  from: number;
  to: number;
}

/**
 * Lets a pointer, a finger too, take the rows of a list by their grips. The order changes when it lets go: a row that
 * moved in the document meanwhile would lose the pointer.
 */
export function useDragOrder(
  list: RefObject<HTMLElement | null>,
  place: (id: string, to: number) => void,
) {
  const [drag, setDrag] = useState<Drag | null>(null);
  const handle = (id: string, from: number) => ({
    onPointerDown: (event: PointerEvent) => {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      setDrag({ id, from, to: from });
    },
    onPointerMove: ({ clientY }: PointerEvent) => {
      if (drag && list.current) setDrag({ ...drag, to: placeAt(list.current, id, clientY) });
    },
    onPointerUp: () => {
      setDrag(null);
      if (drag && drag.to !== drag.from) place(id, drag.to);
    },
    onPointerCancel: () => setDrag(null),
  });
  return { drag, handle };
}

/** Behind how many of the other rows that height is. */
function placeAt(list: HTMLElement, id: string, y: number): number {
  const others = [...list.querySelectorAll<HTMLElement>("[data-row]")].filter(
    ({ dataset }) => dataset.row !== id,
  );
  return others.filter((row) => {
    const { top, height } = row.getBoundingClientRect();
    return top + height / 2 < y;
  }).length;
}
