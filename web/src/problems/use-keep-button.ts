import { type RefObject, useLayoutEffect, useRef } from "react";
import type { MoveButton } from "./agenda-row";

const OTHER = { up: "down", down: "up" } as const;

/**
 * Keeps the keyboard on the arrow that moved a row, to be pressed again: the browser takes it away when the row moves
 * in the document. At the end of the list, where an arrow has nothing to do, the other one gets it.
 */
export function useKeepButton(list: RefObject<HTMLElement | null>, items: readonly unknown[]) {
  const pressed = useRef<{ id: string; button: MoveButton } | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the rows have moved when the items are others.
  useLayoutEffect(() => {
    if (!pressed.current) return;
    const { id, button } = pressed.current;
    const active = document.activeElement as HTMLElement | null;
    const elsewhere = active !== document.body && active?.dataset.move !== `${id} ${button}`;
    if (elsewhere) {
      pressed.current = null;
      return;
    }
    const find = (which: MoveButton) =>
      list.current?.querySelector<HTMLButtonElement>(`[data-move="${id} ${which}"]:enabled`);
    (find(button) ?? find(OTHER[button]))?.focus();
  }, [items]);
  return (id: string, button: MoveButton) => {
    pressed.current = { id, button };
  };
}
