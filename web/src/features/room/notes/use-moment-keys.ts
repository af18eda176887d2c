import { type RefObject, useEffect, useRef } from "react";

/**
 * Whether a key press asks for the time: Ctrl+; or Cmd+;, as spreadsheets have it for a date. On many keyboards the
 * semicolon itself takes Shift.
 */
const asksForMoment = (event: KeyboardEvent): boolean =>
  event.key === ";" && (event.ctrlKey || event.metaKey) && !event.altKey;

/** Puts the time into the notes by keys, from anywhere in their pane. */
export function useMomentKeys(place: RefObject<HTMLElement | null>, insert: () => void): void {
  const current = useRef(insert);
  current.current = insert;
  useEffect(() => {
    const node = place.current;
    if (!node) return;
    const pressed = (event: KeyboardEvent) => {
      if (!asksForMoment(event)) return;
      event.preventDefault();
      current.current();
    };
    node.addEventListener("keydown", pressed);
    return () => node.removeEventListener("keydown", pressed);
  }, [place]);
}
