import type { SignalKind } from "@/live/types";
import type { CopiedHere } from "./copied-here";
import { afterPrompts, promptIsOpen, watchOwnDialogs } from "./own-prompts";
import type { SignalDetails } from "./signal-sender";
import { watchDevices } from "./watch-devices";

/** How a signal is told. */
type TellSignal = (kind: SignalKind, more?: SignalDetails) => void;

/** What the timeline holds as going on still: an earlier page began it, and could not end it. */
export interface Absences {
  tab: boolean;
  window: boolean;
}

interface Watching {
  tell: TellSignal;
  copied: CopiedHere;
  /** The pad under an element, if it is an editor. */
  padOf: (target: EventTarget | null) => string | undefined;
  /** Whether a text that is pasted there gets in. */
  takes: (target: EventTarget | null, text: string) => boolean;
  /** Where the problem is, if it shows. */
  problem: () => Node | null;
  media: MediaDevices | undefined;
  /** Known once the timeline is here. */
  absences: Promise<Absences>;
}

/** Whoever presses the keys twice copied once; in ms. */
const COPY_MS = 1_000;

/** A window that is back so soon was never really left, in ms. */
const BLUR_MS = 400;

/** Tells when the tab is hidden and shown. Not when the page itself goes: that is no switch. */
function watchTab({ tell, absences }: Watching, on: AddEventListenerOptions): void {
  let going = false;
  let away = false;
  let moved = false;
  window.addEventListener("pagehide", () => (going = true), on);
  window.addEventListener("pageshow", () => (going = false), on);
  const shown = () => {
    if (away) tell("tab_visible");
    away = false;
  };
  const look = () => {
    if (going || away || !document.hidden) return;
    away = true;
    tell("tab_hidden");
  };
  const changed = () => {
    if (going) return;
    moved = true;
    if (!document.hidden) shown();
    else if (!promptIsOpen()) look();
  };
  afterPrompts(look, on);
  document.addEventListener("visibilitychange", changed, on);
  void absences.then(({ tab }) => {
    if (!tab || moved || on.signal?.aborted) return;
    away = true;
    if (!document.hidden) shown();
  });
}

/** Tells when another window is in front; a hidden tab has said so already. */
function watchWindow({ tell, absences }: Watching, on: AddEventListenerOptions): void {
  let away = false;
  let moved = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = () => {
    // An embedded frame with the focus is part of this page.
    if (away || document.hidden || document.hasFocus()) return;
    moved = true;
    away = true;
    tell("window_blurred");
  };
  const focused = () => {
    clearTimeout(timer);
    if (away) tell("window_focused");
    away = false;
  };
  window.addEventListener(
    "blur",
    () => {
      clearTimeout(timer);
      timer = setTimeout(() => promptIsOpen() || look(), BLUR_MS);
    },
    on,
  );
  window.addEventListener("focus", focused, on);
  afterPrompts(look, on);
  on.signal?.addEventListener("abort", () => clearTimeout(timer));
  void absences.then((begun) => {
    if (!begun.window || moved || on.signal?.aborted) return;
    away = true;
    if (document.hasFocus()) focused();
  });
}

/** Tells when a text comes in that was not copied in this room: its length, never the text. */
function watchPastes({ tell, copied, padOf, takes }: Watching, on: AddEventListenerOptions): void {
  const remember = (event: ClipboardEvent) =>
    copied.add(event.clipboardData?.getData("text/plain") || String(document.getSelection() ?? ""));
  let dragged = "";
  const came = (text: string, target: EventTarget | null) => {
    if (takes(target, text) && !copied.has(text))
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

/** What of a node's text is selected: not what stands around it, as in a selection of all. */
function selectedIn(node: Node): string {
  const selection = document.getSelection();
  if (!selection) return "";
  const parts = Array.from({ length: selection.rangeCount }, (_, index) => {
    const range = selection.getRangeAt(index).cloneRange();
    if (!range.intersectsNode(node)) return "";
    if (!node.contains(range.startContainer)) range.setStart(node, 0);
    if (!node.contains(range.endContainer)) range.setEnd(node, node.childNodes.length);
    return String(range);
  });
  // A triple click takes the ends of lines with it.
  return parts.join("").trim();
}

/** Tells when text of the problem is copied: how much, never which. */
function watchCopies({ tell, problem }: Watching, on: AddEventListenerOptions): void {
  let last = Number.NEGATIVE_INFINITY;
  const copied = () => {
    const pane = problem();
    const text = pane ? selectedIn(pane) : "";
    if (text === "") return;
    const again = performance.now() < last + COPY_MS;
    last = performance.now();
    if (!again) tell("problem_copied", { length: [...text].length });
  };
  document.addEventListener("copy", copied, on);
}

/** Watches what the room wants to know of a candidate's browser. Answers how to end it. */
export function watchBrowser(watching: Watching): () => void {
  const ended = new AbortController();
  const on = { signal: ended.signal };
  watchOwnDialogs(on);
  watchTab(watching, on);
  watchWindow(watching, on);
  watchPastes(watching, on);
  watchCopies(watching, on);
  watchDevices(watching.media, (devices) => watching.tell("devices_changed", { devices }), on);
  // Some browsers end it to ask for this app.
  const left = () =>
    !document.fullscreenElement && !promptIsOpen() && watching.tell("fullscreen_left");
  document.addEventListener("fullscreenchange", left, on);
  return () => ended.abort();
}
