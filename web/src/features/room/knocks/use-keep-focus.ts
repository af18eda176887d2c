import { type FocusEvent, useEffect, useRef } from "react";
import { focusPane } from "../focus-pane";

const nobodyHasFocus = (): boolean =>
  document.activeElement === null || document.activeElement === document.body;

/**
 * When the card that has the keyboard goes, the one in its place gets it, or else the people: it must
 * not fall back to the top of the page. Answers what the list of cards needs.
 */
export function useKeepFocus(persons: string[]) {
  const list = useRef<HTMLUListElement>(null);
  const held = useRef<{ person: string; place: number } | null>(null);
  useEffect(() => {
    const gone = held.current;
    if (!gone || persons.includes(gone.person)) return;
    held.current = null;
    if (!nobodyHasFocus()) return;
    const cards = list.current?.querySelectorAll<HTMLElement>("[data-person]") ?? [];
    const next = cards[Math.min(gone.place, cards.length - 1)];
    if (next) next.querySelector("button")?.focus();
    else focusPane("people");
  });
  const onFocus = ({ target }: FocusEvent<HTMLElement>) => {
    const person = target.closest<HTMLElement>("[data-person]")?.dataset.person;
    held.current = person ? { person, place: persons.indexOf(person) } : null;
  };
  const onBlur = ({ relatedTarget }: FocusEvent) => {
    // A button that is switched off or removed lets go of the focus, too, but to nothing.
    if (relatedTarget) held.current = null;
  };
  return { ref: list, onFocus, onBlur };
}
