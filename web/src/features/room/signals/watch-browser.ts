import type { SignalKind } from "@/live/types";
import type { CopiedHere } from "./copied-here";

/** How a signal is told. */
type TellSignal = (kind: SignalKind, more?: { length?: number; pad?: string }) => void;

interface Watching {
  tell: TellSignal;
  copied: CopiedHere;
  /** The pad under an element, if it is an editor. */
  padOf: (target: EventTarget | null) => string | undefined;
}

/** A window that is back so soon was never really left, in ms. */
const BLUR_MS = 400;

/** Tells when the tab is hidden and shown. Not when the page itself goes: that is no switch. */
function watchTab({ tell }: Watching, on: AddEventListenerOptions): void {
  let going = false;
  window.addEventListener("pagehide", () => (going = true), on);
  window.addEventListener("pageshow", () => (going = false), on);
  const changed = () => {
    if (!going) tell(document.hidden ? "tab_hidden" : "tab_visible");
  };
  document.addEventListener("visibilitychange", changed, on);
}

/** Tells when another window is in front; a hidden tab has said so already. */
function watchWindow({ tell }: Watching, on: AddEventListenerOptions): void {
  let told = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const blurred = () => {
    // An embedded frame with the focus is part of this page.
    if (document.hidden || document.hasFocus()) return;
    told = true;
    tell("window_blurred");
  };
  const focused = () => {
    clearTimeout(timer);
    if (told) tell("window_focused");
    told = false;
  };
  window.addEventListener(
    "blur",
    () => {
      clearTimeout(timer);
      timer = setTimeout(blurred, BLUR_MS);
    },
    on,
  );
  window.addEventListener("focus", focused, on);
  on.signal?.addEventListener("abort", () => clearTimeout(timer));
}

/** Tells when a text comes in that was not copied in this room: its length, never the text. */
function watchPastes({ tell, copied, padOf }: Watching, on: AddEventListenerOptions): void {
  const remember = (event: ClipboardEvent) =>
    copied.add(event.clipboardData?.getData("text/plain") || String(document.getSelection() ?? ""));
  let dragged = "";
  const came = (text: string, target: EventTarget | null) => {
    if (!copied.has(text))
      tell("pasted_from_outside", { length: [...text].length, pad: padOf(target) });
  };
  const early = { ...on, capture: true };
  document.addEventListener("copy", remember, on);
  document.addEventListener("cut", remember, on);
  document.addEventListener(
    "dragstart",
    () => (dragged = String(document.getSelection() ?? "")),
    on,
  );
  document.addEventListener("dragend", () => (dragged = ""), on);
  const pasted = (event: ClipboardEvent) =>
    came(event.clipboardData?.getData("text/plain") ?? "", event.target);
  const dropped = (event: DragEvent) => {
    const text = event.dataTransfer?.getData("text/plain") ?? "";
    if (dragged === "" || dragged !== text) came(text, event.target);
  };
  document.addEventListener("paste", pasted, early);
  document.addEventListener("drop", dropped, early);
}

/** Watches what the room wants to know of a candidate's browser. Answers how to end it. */
export function watchBrowser(watching: Watching): () => void {
  const ended = new AbortController();
  const on = { signal: ended.signal };
  watchTab(watching, on);
  watchWindow(watching, on);
  watchPastes(watching, on);
  const left = () => !document.fullscreenElement && watching.tell("fullscreen_left");
  document.addEventListener("fullscreenchange", left, on);
  return () => ended.abort();
}
