import { createContext, useCallback, useContext, useMemo, useRef, useState } from "react";
import type { ChatScope, PersonInfo } from "@/live/types";

/** A dialog of the room; at most one is open. */
type RoomDialog =
  | "agenda"
  | "choose-problem"
  | "focus-time"
  | "open-pad"
  | "end"
  | "editor-settings"
  | "consent"
  | "invite"
  | "devices"
  | { remove: PersonInfo };

/** On narrow screens one pane shows at a time. */
export type Pane = "problem" | "code" | "chat" | "people";

/** A chat line that the server has not answered yet. */
export interface SendingLine {
  key: number;
  text: string;
  to: ChatScope;
  /** The last entry there was when it was sent: its own comes behind that. */
  after: number;
}

/** What one person has open; nobody else's business. */
export interface RoomUi {
  /** The code pad or whiteboard in the middle; null: the first code pad. */
  pad: string | null;
  /** The tab at the right, or a notes pad's id. */
  side: string;
  pane: Pane;
  /** At the end that was then, they went back into the room from the end screen; null: never. */
  readsSince: number | null;
  dialog: RoomDialog | null;
  /** The chat line that is being written, so that another tab or pane in between loses nothing. */
  chatText: string;
  chatScope: ChatScope;
  /** Chat lines on their way. */
  sending: SendingLine[];
}

export const FIRST_UI: RoomUi = {
  pad: null,
  side: "chat",
  pane: "code",
  readsSince: null,
  dialog: null,
  chatText: "",
  chatScope: "all",
  sending: [],
};

type Change = Partial<RoomUi> | ((before: RoomUi) => Partial<RoomUi>);

/** What is open, and how to change it. */
export interface RoomUiState {
  ui: RoomUi;
  /** A function gets what is open at that moment: for changes that come after a wait. */
  change: (change: Change) => void;
  /** Puts the keyboard into the editor; the editor itself says how. */
  focusEditor: { current: () => void };
  /** Puts the time into the notes that are open; they say how. */
  noteTime: { current: () => void };
}

export const RoomUiContext = createContext<RoomUiState | null>(null);

/** What is open in a room that has just been entered; for whoever provides the context. */
export function useFirstRoomUi(first: RoomUi = FIRST_UI): RoomUiState {
  const [ui, setUi] = useState(first);
  const focusEditor = useRef(() => {});
  const noteTime = useRef(() => {});
  const change = useCallback((change: Change) => {
    setUi((before) => ({ ...before, ...(typeof change === "function" ? change(before) : change) }));
  }, []);
  return useMemo(() => ({ ui, change, focusEditor, noteTime }), [ui, change]);
}

/** What this person has open in the room. */
export function useRoomUi(): RoomUiState {
  const state = useContext(RoomUiContext);
  if (!state) throw new Error("useRoomUi needs a RoomUiContext around it");
  return state;
}
