import { type RefObject, useEffect } from "react";
import { elementsOf, type Replica } from "@/live/pad/replica";
import { copiedHere } from "../signals/copied-here";
import { isOfThisBoard } from "./own-copies";

/**
 * Shapes that are copied and pasted here are no paste from outside. Excalidraw's menu copies without an
 * event, so they are known again when they are pasted, before the signals look.
 */
export function useOwnCopies(place: RefObject<HTMLElement | null>, replica: Replica): void {
  useEffect(() => {
    const elements = elementsOf(replica);
    const pasted = ({ clipboardData, target }: ClipboardEvent) => {
      const text = clipboardData?.getData("text/plain") ?? "";
      if (!(target instanceof Node && place.current?.contains(target))) return;
      if (isOfThisBoard(text, (id) => elements.has(id))) copiedHere.add(text);
    };
    window.addEventListener("paste", pasted, { capture: true });
    return () => window.removeEventListener("paste", pasted, { capture: true });
  }, [place, replica]);
}
