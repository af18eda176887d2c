import { isTooLarge } from "../editor/large-pastes";

/** The editors mark themselves with the pad they show. */
const editorOf = (target: EventTarget | null): HTMLElement | null =>
  target instanceof Element ? target.closest<HTMLElement>("[data-pad]") : null;

/** The pad under an element, if it is an editor. */
export const padOf = (target: EventTarget | null): string | undefined =>
  editorOf(target)?.dataset.pad;

/** Whether a text that is pasted or dropped there gets in: not where one may only read, nor too much at once. */
export function takes(target: EventTarget | null, text: string): boolean {
  if (!(target instanceof Element)) return false;
  const editor = editorOf(target);
  if (editor?.dataset.readOnly === "true" || (editor && isTooLarge(text))) return false;
  const field = target.closest<HTMLInputElement | HTMLTextAreaElement>("input, textarea");
  if (field) return !field.readOnly && !field.disabled;
  return editor !== null || target.closest("[contenteditable]") !== null;
}
